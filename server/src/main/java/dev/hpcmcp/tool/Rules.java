package dev.hpcmcp.tool;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The rules of {@code diagnosis.yml}, read when the first job is diagnosed. */
final class Rules {
    static final List<Rule> ALL = read();

    private Rules() {}

    private static List<Rule> read() {
        YAMLMapper yaml =
                YAMLMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                        .withConfigOverride(
                                Set.class,
                                type ->
                                        type.setNullHandling(
                                                JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                        .build();
        try (InputStream file = Rules.class.getResourceAsStream("/diagnosis.yml")) {
            return yaml.readValue(Objects.requireNonNull(file), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
