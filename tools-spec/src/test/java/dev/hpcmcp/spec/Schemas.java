package dev.hpcmcp.spec;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.JobId;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.node.ObjectNode;

/**
 * Derives JSON Schema 2020-12 from the records: {@code Optional} means not required, {@link Doc}
 * gives the words.
 */
final class Schemas {
    private Schemas() {}

    static ObjectNode input(Class<? extends Record> type) {
        ObjectNode schema = generator(true).generateSchema(type);
        lift(schema, type);
        return tidy(schema);
    }

    static ObjectNode output(Class<? extends Record> type) {
        return tidy(generator(false).generateSchema(type));
    }

    private static SchemaGenerator generator(boolean input) {
        SchemaGeneratorConfigBuilder config =
                new SchemaGeneratorConfigBuilder(
                                SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                        .with(
                                Option.INLINE_ALL_SCHEMAS,
                                Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES,
                                Option.FLATTENED_ENUMS)
                        .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_OPTIONALS);
        if (input) {
            config.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        }
        config.forTypesInGeneral()
                .withPropertySorter((_, _) -> 0)
                .withCustomDefinitionProvider(Schemas::ownTypes);
        var fields = config.forFields();
        fields.withTargetTypeOverridesResolver(Schemas::content)
                .withPropertyNameOverrideResolver(Schemas::name)
                .withNullableCheck(_ -> false)
                .withRequiredCheck(field -> required(field, input))
                .withDescriptionResolver(
                        field -> field.isFakeContainerItemScope() ? null : doc(field, Doc::value))
                .withDefaultResolver(
                        field -> field.isFakeContainerItemScope() ? null : initial(field))
                .withCustomDefinitionProvider((field, context) ->
                        !input && isBrief(field) ? brief(field, context) : null);
        bounds(config);
        return new SchemaGenerator(config.build());
    }

    private static void bounds(SchemaGeneratorConfigBuilder config) {
        config.forFields()
                .withNumberInclusiveMinimumResolver(
                        field -> number(field, Doc::min, Long.MIN_VALUE))
                .withNumberInclusiveMaximumResolver(
                        field -> number(field, Doc::max, Long.MAX_VALUE))
                .withArrayMinItemsResolver(
                        field -> isList(field) ? size(field, Doc::min, Long.MIN_VALUE) : null)
                .withArrayMaxItemsResolver(
                        field -> isList(field) ? size(field, Doc::max, Long.MAX_VALUE) : null)
                .withStringMaxLengthResolver(field ->
                        isText(field) && !field.isFakeContainerItemScope()
                                ? size(field, Doc::max, Long.MAX_VALUE)
                                : null)
                .withStringPatternResolver(field -> isList(field) ? null : pattern(field));
    }

    private static @Nullable BigDecimal number(
            FieldScope field, ToLongFunction<Doc> bound, long none) {
        Integer size = isText(field) || isList(field) ? null : size(field, bound, none);
        return size == null ? null : BigDecimal.valueOf(size);
    }

    private static boolean isText(FieldScope field) {
        return field.getType().isInstanceOf(String.class)
                || field.getType().isInstanceOf(JobId.class);
    }

    private static @Nullable Integer size(FieldScope field, ToLongFunction<Doc> bound, long none) {
        Doc doc = field.getAnnotation(Doc.class);
        return doc == null || bound.applyAsLong(doc) == none
                ? null
                : Math.toIntExact(bound.applyAsLong(doc));
    }

    private static @Nullable String pattern(FieldScope field) {
        Doc doc = docOf(field);
        return doc == null || doc.pattern().isEmpty() ? null : doc.pattern();
    }

    private static boolean isList(FieldScope field) {
        return field.getType().isInstanceOf(Collection.class);
    }

    private static @Nullable Doc docOf(FieldScope field) {
        Doc own = field.getAnnotation(Doc.class);
        return own != null ? own : field.getContainerItemAnnotation(Doc.class);
    }

    private static <T> @Nullable T doc(FieldScope field, java.util.function.Function<Doc, T> part) {
        Doc doc = field.getAnnotation(Doc.class);
        return doc == null ? null : part.apply(doc);
    }

    private static @Nullable Object initial(FieldScope field) {
        String initial = doc(field, Doc::initial);
        if (initial == null || initial.isEmpty()) {
            return null;
        }
        return initial.matches("-?\\d+") ? Long.valueOf(initial) : initial;
    }

    private static @Nullable List<ResolvedType> content(FieldScope field) {
        ResolvedType type = field.getType();
        return type.isInstanceOf(Optional.class)
                ? List.of(type.getTypeParameters().getFirst())
                : null;
    }

    private static String name(FieldScope field) {
        JsonProperty given = field.getAnnotationConsideringFieldAndGetter(JsonProperty.class);
        return given != null
                ? given.value()
                : new SnakeCaseStrategy().nameForField(null, null, field.getDeclaredName());
    }

    private static boolean required(FieldScope field, boolean input) {
        Class<?> type = field.getDeclaredType().getErasedType();
        Doc doc = field.getAnnotation(Doc.class);
        if (input) {
            boolean list = Collection.class.isAssignableFrom(type);
            boolean leavable =
                    type == Optional.class
                            || type == boolean.class
                            || Map.class.isAssignableFrom(type)
                            || (list && (doc == null || doc.min() < 1));
            return !leavable && (doc == null || doc.initial().isEmpty());
        }
        JsonInclude include = field.getAnnotationConsideringFieldAndGetter(JsonInclude.class);
        return type != Optional.class
                && (include == null || include.value() == JsonInclude.Include.ALWAYS);
    }

    private static boolean isBrief(FieldScope field) {
        return field.getAnnotation(Brief.class) != null && !field.isFakeContainerItemScope();
    }

    private static CustomPropertyDefinition brief(
            FieldScope field, SchemaGenerationContext context) {
        ObjectNode schema = context.getGeneratorConfig().createObjectNode();
        if (isList(field)) {
            schema.put("type", "array").putObject("items").put("type", "object");
        } else {
            schema.put("type", field.getType().isInstanceOf(Enum.class) ? "string" : "object");
        }
        return new CustomPropertyDefinition(schema, CustomDefinition.INCLUDING_ATTRIBUTES);
    }

    private static @Nullable CustomDefinition ownTypes(
            ResolvedType type, SchemaGenerationContext context) {
        Class<?> raw = type.getErasedType();
        ObjectNode node = context.getGeneratorConfig().createObjectNode();
        if (raw == JobId.class) {
            return inline(node.put("type", "string"));
        }
        if (raw == Instant.class) {
            return inline(node.put("type", "string").put("format", "date-time"));
        }
        if (raw == LocalDate.class) {
            return inline(node.put("type", "string").put("format", "date"));
        }
        if (raw.isEnum()) {
            var words = node.put("type", "string").putArray("enum");
            for (Object word : raw.getEnumConstants()) {
                words.add(((Enum<?>) word).name().toLowerCase(Locale.ROOT));
            }
            return inline(node);
        }
        if (raw == Object.class) {
            return inline(node);
        }
        return null;
    }

    private static CustomDefinition inline(ObjectNode node) {
        return new CustomDefinition(
                node, CustomDefinition.INLINE_DEFINITION, CustomDefinition.INCLUDING_ATTRIBUTES);
    }

    /**
     * Puts the fields of an unwrapped component where the component stands, as Jackson reads them.
     */
    private static void lift(ObjectNode schema, Class<? extends Record> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (!component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                continue;
            }
            ObjectNode properties = (ObjectNode) schema.get("properties");
            ObjectNode lifted = Json.MAPPER.createObjectNode();
            properties
                    .properties()
                    .forEach(property -> {
                        if (property.getKey().equals(component.getName())) {
                            lifted.setAll((ObjectNode) property.getValue().get("properties"));
                        } else {
                            lifted.set(property.getKey(), property.getValue());
                        }
                    });
            JsonNode required = properties.get(component.getName()).path("required");
            schema.set("properties", lifted);
            schema.remove("required");
            if (!required.isEmpty()) {
                schema.set("required", required);
            }
        }
    }

    /** An object without fields still says that it has none, since clients look for the key. */
    private static ObjectNode tidy(ObjectNode schema) {
        if (!schema.has("properties")) {
            schema.putObject("properties");
        }
        // Read anew, since defaults are kept as Java objects until they are written.
        return (ObjectNode) Json.MAPPER.readTree(schema.toString());
    }
}
