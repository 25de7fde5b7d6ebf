package dev.hpcmcp.backend.ondemand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What sites answer, in files named after what is odd in them. */
final class Answers {
    private Answers() {}

    static String file(String name) {
        try (var in = Answers.class.getResourceAsStream("/ondemand/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no answer " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
