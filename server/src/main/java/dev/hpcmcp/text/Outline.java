package dev.hpcmcp.text;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Writes an answer as text that costs fewer tokens than JSON and has every fact of it. */
public final class Outline {
    private Outline() {}

    public static String of(JsonNode answer) {
        StringBuilder text = new StringBuilder();
        answer.properties().forEach(field -> field(text, field.getKey(), field.getValue(), ""));
        return text.toString().stripTrailing();
    }

    private static void field(StringBuilder text, String name, JsonNode value, String indent) {
        if (value.isArray() && holdsObjects(value)) {
            text.append(indent).append(name).append(":\n");
            value.forEach(
                    item -> text.append(indent).append("- ").append(inline(item)).append('\n'));
        } else if (value.isString() && value.asString().indexOf('\n') >= 0) {
            text.append(indent).append(name).append(":\n").append(value.asString()).append('\n');
        } else if (value.isObject() && !value.isEmpty()) {
            text.append(indent).append(name).append(":\n");
            value.properties()
                    .forEach(inner -> field(text, inner.getKey(), inner.getValue(), indent + "  "));
        } else {
            text.append(indent).append(name).append(": ").append(inline(value)).append('\n');
        }
    }

    private static boolean holdsObjects(JsonNode array) {
        return !array.isEmpty() && array.get(0).isObject();
    }

    private static String inline(JsonNode value) {
        if (value.isObject()) {
            return value.isEmpty()
                    ? "none"
                    : value.properties().stream()
                            .map(Outline::pair)
                            .collect(Collectors.joining(", "));
        }
        if (value.isArray()) {
            return value.isEmpty()
                    ? "none"
                    : value.valueStream().map(Outline::nested).collect(Collectors.joining(", "));
        }
        return value.asString();
    }

    private static String pair(Map.Entry<String, JsonNode> field) {
        return field.getKey() + ": " + nested(field.getValue());
    }

    private static String nested(JsonNode value) {
        if (value.isObject()) {
            return "{" + inline(value) + "}";
        }
        return value.isArray() ? "[" + inline(value) + "]" : inline(value);
    }
}
