package dev.hpcmcp.backend.skaha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Recorded answers, in files named after what is odd in them. */
final class Answers {
    private Answers() {}

    static String file(String name) {
        try (var in = Answers.class.getResourceAsStream("/skaha/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no recorded answer " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
