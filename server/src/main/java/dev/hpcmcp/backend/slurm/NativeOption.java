package dev.hpcmcp.backend.slurm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An option of sbatch that passes through: {@code --constraint=big}. Few do, on purpose: some of
 * slurmrestd's keys crash it, others are ignored without a word.
 */
record NativeOption(Kind kind, String value) {
    enum Kind {
        CONSTRAINT("constraint", "constraints"),
        RESERVATION("reservation", "reservation"),
        LICENSES("licenses", "licenses"),
        COMMENT("comment", "comment");

        private final String plain;
        private final String typed;

        Kind(String plain, String typed) {
            this.plain = plain;
            this.typed = typed;
        }

        String key(ApiVersion version) {
            return version.isPlain() ? plain : typed;
        }

        String word() {
            return "--" + name().toLowerCase(Locale.ROOT) + "=...";
        }
    }

    private static final Pattern SHAPE = Pattern.compile("(?:--)?([a-z]+)=(.{1,500})");

    static Optional<NativeOption> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Arrays.stream(Kind.values())
                        .filter(kind ->
                                kind.name().toLowerCase(Locale.ROOT).equals(matcher.group(1)))
                        .findFirst()
                        .map(kind -> new NativeOption(kind, matcher.group(2)))
                : Optional.empty();
    }

    static String allowed() {
        return Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
    }
}
