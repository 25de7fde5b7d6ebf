package dev.hpcmcp.tool;

import dev.hpcmcp.spec.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Calls of a tool that its own schema allows. */
final class Variants {
    /** What a tool needs that its schema cannot say, or says in words only. */
    private static final Map<String, Map<String, Object>> NEEDED =
            Map.of(
                    "start_training", Map.of("config_path", "configs/unet.yaml"),
                    "transfer_checkpoint", Map.of("checkpoint_id", "1"));

    private Variants() {}

    /** The required arguments, alone and with each of the others. */
    static List<Map<String, Object>> of(Toolbox tools, String tool, String cluster) {
        JsonNode schema =
                Json.MAPPER.valueToTree(
                        tools.all().stream()
                                .filter(published -> published.name().equals(tool))
                                .findFirst()
                                .orElseThrow()
                                .inputSchema());
        Map<String, Object> required = new LinkedHashMap<>();
        schema.path("required")
                .forEach(name ->
                        required.put(
                                name.asString(),
                                name.asString().equals("cluster")
                                        ? cluster
                                        : example(
                                                schema.path("properties").path(name.asString()))));
        required.putAll(NEEDED.getOrDefault(tool, Map.of()));
        List<Map<String, Object>> variants = new ArrayList<>(List.of(required));
        schema.path("properties")
                .properties()
                .forEach(field -> {
                    Map<String, Object> more = new LinkedHashMap<>(required);
                    more.putIfAbsent(field.getKey(), example(field.getValue()));
                    variants.add(more);
                });
        return variants;
    }

    private static Object example(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").get(0).asString();
        }
        return switch (schema.path("type").asString("")) {
            case "array" -> List.of(example(schema.path("items")));
            case "object" -> {
                Map<String, Object> object = new LinkedHashMap<>();
                schema.path("properties")
                        .properties()
                        .forEach(field -> object.put(field.getKey(), example(field.getValue())));
                yield object;
            }
            case "integer", "number" -> Math.max(1, schema.path("minimum").asInt(1));
            case "boolean" -> true;
            default ->
                    schema.path("format").asString("").equals("date-time")
                            ? "2026-01-01T00:00:00Z"
                            : "1";
        };
    }
}
