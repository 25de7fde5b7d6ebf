package dev.hpcmcp.backend.s9s;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The text in an answer about output, under any of the names it may have. */
final class Output {
    private Output() {}

    static Optional<String> text(Part answer) {
        return Stream.of("output", "content", "data", "lines", "error", "stdout", "stderr")
                .map(name -> answer.node().path(name))
                .filter(value -> value.isString() || value.isArray())
                .map(Output::joined)
                .findFirst();
    }

    private static String joined(JsonNode value) {
        return value.isString()
                ? value.asString()
                : value.valueStream()
                        .map(line -> line.asString("") + "\n")
                        .collect(Collectors.joining());
    }
}
