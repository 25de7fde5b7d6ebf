package dev.hpcmcp.backend.slurm;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of slurmrestd's API: {@code v0.0.38}. There are two families of dialects. */
record ApiVersion(int number) {
    private static final Pattern NAME = Pattern.compile("v0\\.0\\.(\\d{2})");
    private static final Pattern PATH = Pattern.compile("/slurm/(v0\\.0\\.\\d{2})/.*");
    private static final int OLDEST = 36;
    private static final int NEWEST = 45;

    static Optional<ApiVersion> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new ApiVersion(Integer.parseInt(matcher.group(1))))
                        .filter(ApiVersion::isKnown)
                : Optional.empty();
    }

    /** The newest that we know, of those that have these paths. */
    static Optional<ApiVersion> newest(Collection<String> paths) {
        return paths.stream()
                .map(PATH::matcher)
                .filter(Matcher::matches)
                .flatMap(path -> parse(path.group(1)).stream())
                .max(Comparator.comparingInt(ApiVersion::number));
    }

    /** Bare numbers, one state, an environment that is an object. */
    boolean isPlain() {
        return number < 39;
    }

    private boolean isKnown() {
        return number >= OLDEST && number <= NEWEST;
    }

    @Override
    public String toString() {
        return "v0.0." + number;
    }
}
