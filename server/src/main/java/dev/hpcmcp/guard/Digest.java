package dev.hpcmcp.guard;

import dev.hpcmcp.spec.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Tells arguments apart, however they were written: the order of fields, the way a number is
 * written, and fields that are null make no difference.
 */
public final class Digest {
    private Digest() {}

    public static String of(Map<String, Object> arguments) {
        StringBuilder text = new StringBuilder();
        write(Json.MAPPER.valueToTree(arguments), text);
        return sha256(text.toString());
    }

    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            node.forEachEntry(fields::put);
            fields.values().removeIf(JsonNode::isNull);
            text.append('{');
            fields.forEach((name, value) -> {
                text.append(Json.MAPPER.writeValueAsString(name)).append(':');
                write(value, text);
                text.append(',');
            });
            text.append('}');
        } else if (node.isArray()) {
            text.append('[');
            node.forEach(element -> {
                write(element, text);
                text.append(',');
            });
            text.append(']');
        } else if (node.isNumber()) {
            text.append(number(node));
        } else {
            text.append(Json.MAPPER.writeValueAsString(node));
        }
    }

    /**
     * Not its plain form: that of 1E+999999999 would fill the memory. What is too large for a
     * number is read as infinite.
     */
    private static String number(JsonNode node) {
        return node.isFloatingPointNumber() && Double.isInfinite(node.doubleValue())
                ? node.asString()
                : node.decimalValue().stripTrailingZeros().toString();
    }
}
