package dev.hpcmcp.backend.skaha;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads what is there: keys have had several names, and absence has had several words. */
final class Told {
    private static final Set<String> NOTHING = Set.of("", "<none>", "not-applicable", "null");

    private Told() {}

    /** The first of these keys that says something. */
    static Optional<String> text(JsonNode node, String... keys) {
        return Stream.of(keys)
                .map(key -> node.path(key))
                .filter(JsonNode::isValueNode)
                .map(value -> value.asString("").strip())
                .filter(value -> !NOTHING.contains(value))
                .findFirst();
    }

    static Optional<Double> number(JsonNode node, String... keys) {
        return text(node, keys).flatMap(Quantity::cores);
    }

    static Optional<Integer> whole(JsonNode node, String... keys) {
        return number(node, keys).map(n -> (int) Math.ceil(n));
    }
}
