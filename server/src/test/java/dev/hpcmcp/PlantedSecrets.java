package dev.hpcmcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every secret that a test gives the program. They are searched for in all that the tests leave:
 * what they print, logs, audits, databases, homes. {@code SecretsTest} holds that none is missing.
 */
public final class PlantedSecrets {
    static final List<String> ALL =
            List.of(
                    "alice-token",
                    "alice-other-token",
                    "bob-token",
                    "guest-token",
                    "alice-0123456789abcdef",
                    "bob-0123456789abcdef",
                    "carol-0123456789abcdef",
                    "dave-0123456789abcdef",
                    "token-of-",
                    "jwt-of-alice",
                    "key-of-alice",
                    "k3y-of-alice",
                    "site_session=s1",
                    "t0ken-of-elsewhere",
                    "t0p-s3cret",
                    "hush-hush",
                    "hunter2-hunter2",
                    "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
                    "xyzzy-plugh-0123456789",
                    "-secret-of-the-tests",
                    "planted-refresh-0815",
                    "planted-token",
                    "put-in-by-the-person",
                    "cGxhbnRlZA==",
                    "callers-of-",
                    "very-secret");

    /** Too short or too common to be searched for: nothing is learnt where they are found. */
    static final List<String> PLAIN =
            List.of(
                    "-----BEGIN CERTIFICATE-----",
                    "e30.",
                    "everybodys",
                    "planted",
                    "planted!",
                    "newer",
                    "proof",
                    "refresh",
                    "refresh-",
                    "renewed",
                    "theirs",
                    "token-",
                    "x",
                    "a",
                    "abc",
                    "b",
                    "a:b",
                    "app0123",
                    "guess",
                    "hush",
                    "hunter2",
                    "issued-1",
                    "jwt",
                    "old",
                    "other",
                    "s1",
                    "s1==",
                    "same",
                    "a-token",
                    "b-token",
                    "s3cret",
                    "t0ken",
                    "wrong",
                    "0123456789abcdef");

    /** Tokens that the program itself makes, and those of identity providers. */
    private static final Pattern MADE =
            Pattern.compile(
                    "hpcmcp_(?:[a-z2-7]{10}_)?[A-Za-z0-9_-]{43}"
                            + "|eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{20,}");

    private PlantedSecrets() {}

    public static Optional<String> in(String text) {
        return planted(text).or(() -> made(text));
    }

    private static Optional<String> planted(String text) {
        return ALL.stream().filter(text::contains).findFirst();
    }

    private static Optional<String> made(String text) {
        return MADE.matcher(text).results().map(found -> "a token that was made").findFirst();
    }

    /**
     * Where in a folder secrets are, except in files that are there to hold them.
     *
     * @param shows where the program shows a token that it makes, once, and nothing else
     */
    static List<String> below(Path folder, Predicate<Path> holder, Predicate<Path> shows) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(Files::isReadable)
                    .filter(holder.negate())
                    .flatMap(file ->
                            (shows.test(file) ? planted(text(file)) : in(text(file)))
                                    .map(it -> it + " in " + file).stream())
                    .toList();
        } catch (IOException | UncheckedIOException gone) {
            throw new IllegalStateException("cannot search " + folder, gone);
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
