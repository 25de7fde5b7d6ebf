package dev.hpcmcp.app;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.hpcmcp.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the configuration file; what is wrong with it is said with file, line and key. */
final class SettingsFile {
    private static final JsonSetter.Value EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    private SettingsFile() {}

    /** The settings of the file named, or else of the one in the usual places, or none. */
    static Settings find(Optional<Path> named) {
        return Paths.config(named, System.getenv())
                .map(file -> read(file, System.getenv()))
                .orElse(Settings.NONE);
    }

    static Settings read(Path file, Map<String, String> environment) {
        String text = text(file);
        BlankKeys.in(text, "policy")
                .ifPresent(blank -> {
                    throw new UsageException(file + blank);
                });
        try {
            Settings settings = empty(text) ? Settings.NONE : parse(text, environment);
            checkIds(settings);
            PolicySense.check(settings);
            return settings;
        } catch (JacksonException e) {
            throw new UsageException(file + line(text, e) + ": " + problem(e));
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UsageException(file + ": there is no such file. hpc-mcp init writes one");
        } catch (IOException e) {
            throw new UsageException(file + ": the file cannot be read");
        }
    }

    private static boolean empty(String text) {
        return text.lines()
                .map(String::strip)
                .allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    private static Settings parse(String text, Map<String, String> environment) {
        YAMLMapper mapper =
                YAMLMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                        .withConfigOverride(List.class, type -> type.setNullHandling(EMPTY))
                        .addModule(
                                new SimpleModule()
                                        .addDeserializer(String.class, new Filled(environment)))
                        .build();
        return mapper.readValue(text, Settings.class);
    }

    private static void checkIds(Settings settings) {
        List<String> ids = settings.clusters().stream().map(ClusterSettings::id).toList();
        ids.stream()
                .filter(id -> ids.indexOf(id) != ids.lastIndexOf(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("two clusters have the id " + id);
                });
    }

    private static String line(String text, JacksonException e) {
        Optional<Integer> line =
                e instanceof DatabindException
                        ? YamlLines.of(text, e.getPath())
                        : Optional.of(e.getLocation().getLineNr());
        return line.map(number -> ", line " + number).orElse("");
    }

    private static String problem(JacksonException e) {
        String at =
                e instanceof DatabindException data && !data.getPath().isEmpty()
                        ? path(data) + ": "
                        : "";
        return at
                + switch (e) {
                    case UnrecognizedPropertyException unknown -> unknown(unknown);
                    case InvalidTypeIdException kind ->
                            kind.getTypeId() == null || kind.getTypeId().isEmpty()
                                    ? "a cluster needs a kind; this version knows local, skaha, slurm, s9s"
                                    : "there is no kind "
                                            + kind.getTypeId()
                                            + "; this version knows local, skaha, slurm, s9s";
                    default ->
                            e.getCause() instanceof IllegalArgumentException ours
                                            && ours.getMessage() != null
                                    ? ours.getMessage()
                                    : e.getOriginalMessage()
                                            .lines()
                                            .findFirst()
                                            .orElse("cannot be read");
                };
    }

    private static String unknown(UnrecognizedPropertyException e) {
        List<String> known =
                e.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
        return "unknown key "
                + e.getPropertyName()
                + Nearest.to(e.getPropertyName(), known)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("; known here: " + String.join(", ", known));
    }

    private static String path(DatabindException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "[" + step.getIndex() + "]"
                                : step.getPropertyName())
                .collect(Collectors.joining("."));
    }
}
