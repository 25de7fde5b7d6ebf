package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.text.Nearest;
import dev.hpcmcp.text.Untrusted;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The fields of a job as columns of a table. */
final class Columns {
    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    /** A link that opens a session is a secret: it goes into no table. */
    private static final String SECRET = "connect_url";

    private static final List<String> ALL =
            Arrays.stream(Job.class.getRecordComponents())
                    .map(RecordComponent::getName)
                    .map(name -> SNAKE.nameForField(null, null, name))
                    .filter(name -> !name.equals(SECRET))
                    .toList();

    private static final List<String> USUAL =
            List.of(
                    "cluster",
                    "job_id",
                    "name",
                    "kind",
                    "state",
                    "outcome",
                    "reason",
                    "owner",
                    "queue",
                    "project",
                    "submitted_at",
                    "started_at",
                    "ended_at",
                    "elapsed_seconds",
                    "exit_code",
                    "resources",
                    "usage");

    private Columns() {}

    /** Those that were asked for, once each; the usual ones if none were. */
    static List<String> of(List<String> asked) {
        for (String field : asked) {
            if (!ALL.contains(field)) {
                String nearest =
                        Nearest.to(field, ALL).map(name -> name + " (nearest), or ").orElse("");
                throw HpcException.invalid(
                        "fields",
                        "one of them is no field of a job",
                        nearest + String.join(", ", ALL));
            }
        }
        return asked.isEmpty() ? USUAL : asked.stream().distinct().toList();
    }

    static ObjectNode row(Job job, List<String> columns) {
        ObjectNode whole = Json.MAPPER.valueToTree(job);
        ObjectNode row = Json.MAPPER.createObjectNode();
        for (String column : columns) {
            JsonNode value = whole.get(column);
            if (value != null) {
                row.set(column, clean(value));
            }
        }
        return row;
    }

    /** Every text in it, as a reader may see it. */
    static JsonNode clean(JsonNode value) {
        return switch (value) {
            case StringNode text -> StringNode.valueOf(Untrusted.cell(text.asString()));
            case ArrayNode array -> {
                ArrayNode cleaned = Json.MAPPER.createArrayNode();
                array.forEach(item -> cleaned.add(clean(item)));
                yield cleaned;
            }
            case ObjectNode object -> {
                ObjectNode cleaned = Json.MAPPER.createObjectNode();
                object.properties()
                        .forEach(field ->
                                cleaned.set(
                                        Untrusted.cell(field.getKey()), clean(field.getValue())));
                yield cleaned;
            }
            default -> value;
        };
    }
}
