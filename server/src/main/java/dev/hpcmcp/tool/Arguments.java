package dev.hpcmcp.tool;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.text.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what a client sent into a tool's input record, or says which field is wrong and what would
 * be right.
 */
final class Arguments {
    private final PublishedTool tool;
    private volatile @Nullable Schema schema;

    Arguments(PublishedTool tool) {
        this.tool = tool;
    }

    private JsonNode properties() {
        return schema().getSchemaNode().path("properties");
    }

    <I> I read(Map<String, Object> given, Class<I> type) {
        ObjectNode arguments = Json.MAPPER.valueToTree(given);
        dropNulls(arguments);
        check(arguments);
        fillDefaults(arguments);
        try {
            return Json.MAPPER.treeToValue(arguments, type);
        } catch (DatabindException e) {
            throw HpcException.invalid(fieldOf(e), reason(e));
        } catch (JacksonException e) {
            throw HpcException.invalid("arguments", "cannot be read");
        }
    }

    /** Some clients send null for what they leave out. */
    private static void dropNulls(ObjectNode arguments) {
        List<String> nulls =
                arguments.properties().stream()
                        .filter(field -> field.getValue().isNull())
                        .map(Map.Entry::getKey)
                        .toList();
        arguments.remove(nulls);
    }

    private void check(ObjectNode arguments) {
        List<Error> errors = schema().validate(arguments);
        errors.stream()
                .min(Comparator.comparing(error -> error.getInstanceLocation().toString()))
                .ifPresent(this::refuse);
    }

    private Schema schema() {
        Schema made = schema;
        if (made == null) {
            made =
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(Json.MAPPER.<JsonNode>valueToTree(tool.inputSchema()));
            schema = made;
        }
        return made;
    }

    private void refuse(Error error) {
        String at = field(error.getInstanceLocation().toString());
        String property = Optional.ofNullable(error.getProperty()).orElse("");
        switch (error.getKeyword()) {
            case "required" -> throw invalid(join(at, property), "is missing", Optional.empty());
            case "additionalProperties" ->
                    throw invalid(
                            join(at, property),
                            "is not a field of " + tool.name(),
                            Optional.of(nearest(property, at)));
            case "enum" ->
                    throw invalid(
                            at, "is not one of the words it may be", Optional.of(words(error)));
            case "type" ->
                    throw invalid(
                            at,
                            "has the wrong type",
                            Optional.of(error.getSchemaNode().asString("another type")));
            default -> throw invalid(at, bound(error), Optional.of(range(error)));
        }
    }

    private static String bound(Error error) {
        return switch (error.getKeyword()) {
            case "minimum", "minItems", "minLength" -> "is too small";
            case "maximum", "maxItems" -> "is too large";
            case "maxLength" -> "is too long";
            case "pattern" -> "does not have the right form";
            default -> "breaks the rule " + error.getKeyword();
        };
    }

    private static String range(Error error) {
        return error.getKeyword()
                + " "
                + error.getSchemaNode().asString(error.getSchemaNode().toString());
    }

    private static String words(Error error) {
        return StreamSupport.stream(error.getSchemaNode().spliterator(), false)
                .map(JsonNode::asString)
                .collect(Collectors.joining(", "));
    }

    private HpcException invalid(String field, String problem, Optional<String> allowed) {
        String right =
                allowed.map(words -> words + ". ").orElse("")
                        + "For example: "
                        + Example.call(tool);
        return HpcException.invalid(field, problem, right);
    }

    private String nearest(String property, String at) {
        if (!at.equals("arguments")) {
            return "fields as in the schema";
        }
        List<String> names = List.copyOf(properties().propertyNames());
        return Nearest.to(property, names)
                .map(name -> name + " (nearest), or " + String.join(", ", names))
                .orElse(names.isEmpty() ? "no fields at all" : String.join(", ", names));
    }

    private void fillDefaults(ObjectNode arguments) {
        properties()
                .properties()
                .forEach(property -> {
                    JsonNode initial = property.getValue().get("default");
                    if (initial != null && !arguments.has(property.getKey())) {
                        arguments.set(property.getKey(), initial);
                    }
                });
    }

    private static String field(String pointer) {
        String path = pointer.replaceFirst("^[/$.]+", "").replace('/', '.');
        return path.isEmpty() ? "arguments" : path;
    }

    private static String join(String at, String property) {
        return at.equals("arguments") ? property : at + "." + property;
    }

    private static String fieldOf(DatabindException e) {
        String path =
                e.getPath().stream()
                        .map(reference ->
                                reference.getPropertyName() != null
                                        ? reference.getPropertyName()
                                        : String.valueOf(reference.getIndex()))
                        .collect(Collectors.joining("."));
        return path.isEmpty() ? "arguments" : path;
    }

    /**
     * Only words of ours: those of a record's own check, never what a library says of its classes.
     */
    private static String reason(DatabindException e) {
        return e.getCause() instanceof IllegalArgumentException ours && ours.getMessage() != null
                ? ours.getMessage()
                : "cannot be read as what it should be";
    }
}
