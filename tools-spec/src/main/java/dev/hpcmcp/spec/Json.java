package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How the contract is written as JSON: snake case, enums in lower case, ISO times, absent values
 * left out.
 */
public final class Json {
    /** A list or map that is left out is an empty one. */
    private static final JsonSetter.Value EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    public static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .changeDefaultPropertyInclusion(i ->
                            i.withValueInclusion(JsonInclude.Include.NON_ABSENT)
                                    .withContentInclusion(JsonInclude.Include.NON_ABSENT))
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .withConfigOverride(List.class, type -> type.setNullHandling(EMPTY))
                    .withConfigOverride(Map.class, type -> type.setNullHandling(EMPTY))
                    .addModule(new SimpleModule().addSerializer(Instant.class, new Milliseconds()))
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    /** For what the protocol itself names, such as {@code inputSchema}. */
    public static final JsonMapper CAMEL =
            JsonMapper.builder()
                    .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .build();

    private Json() {}

    /** Nobody needs nanoseconds, and everybody would pay for reading them. */
    private static final class Milliseconds extends StdSerializer<Instant> {
        Milliseconds() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant time, JsonGenerator json, SerializationContext context) {
            json.writeString(time.truncatedTo(ChronoUnit.MILLIS).toString());
        }
    }
}
