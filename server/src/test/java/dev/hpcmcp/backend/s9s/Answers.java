package dev.hpcmcp.backend.s9s;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Answers in the shapes that the API's description shows, kept as files. */
final class Answers {
    private Answers() {}

    static String file(String name) {
        return find(name).orElseThrow(() -> new AssertionError("no file " + name));
    }

    static Optional<String> find(String name) {
        try (InputStream in = Answers.class.getResourceAsStream("/s9s/" + name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
