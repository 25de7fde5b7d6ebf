package dev.hpcmcp.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Takes out of text what a reader cannot see: control, direction-changing and invisible characters.
 */
public final class Plain {
    private Plain() {}

    public static String text(String text) {
        if (text.codePoints().allMatch(Plain::visible)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(Plain::visible).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** Whether a person would see it, or it shapes the text as a line end or tab does. */
    static boolean visible(int codePoint) {
        if (codePoint == '\n' || codePoint == '\t') {
            return true;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /** Cleans every text in an answer, in place. */
    public static void clean(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
                fields.forEach(field -> object.set(field.getKey(), cleaned(field.getValue())));
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, cleaned(array.get(i)));
                }
            }
            default -> {}
        }
    }

    private static JsonNode cleaned(JsonNode value) {
        if (value.isString()) {
            return StringNode.valueOf(text(value.asString()));
        }
        clean(value);
        return value;
    }
}
