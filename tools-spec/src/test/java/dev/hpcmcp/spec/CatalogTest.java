package dev.hpcmcp.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rules that every tool keeps. The snapshots are the published contract: {@code -Dsnapshots=update}
 * accepts a change.
 */
class CatalogTest {
    private static final Path SNAPSHOTS = Path.of("src/main/resources/tools");

    static Stream<ToolSpec<?, ?>> tools() {
        return Catalog.TOOLS.stream();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void publishesExactlyItsSnapshot(ToolSpec<?, ?> spec) throws IOException {
        String now =
                Json.CAMEL
                                .writer(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsString(published(spec))
                        + "\n";
        Path snapshot = SNAPSHOTS.resolve(spec.name() + ".json");
        if ("update".equals(System.getProperty("snapshots"))) {
            Files.writeString(snapshot, now);
        }
        assertThat(snapshot)
                .as("published form of %s; accept a change with -Dsnapshots=update", spec.name())
                .hasContent(now);
    }

    @Test
    void everySnapshotBelongsToATool() throws IOException {
        try (Stream<Path> files = Files.list(SNAPSHOTS)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            tools().map(spec -> spec.name() + ".json").toList());
        }
    }

    @Test
    void namesAreVerbNounOrAVerbThatNeedsNoneAndUsedOnce() {
        assertThat(tools().map(ToolSpec::name))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.equals("search") || name.matches("[a-z]+(_[a-z]+)+"));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void hasTheSpecFileItsNameSays(ToolSpec<?, ?> spec) {
        StringBuilder camel = new StringBuilder();
        for (String word : spec.name().split("_", -1)) {
            camel.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        assertThat(spec.input().getEnclosingClass().getSimpleName()).isEqualTo(camel.toString());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void hasATitleAndABoundedDescription(ToolSpec<?, ?> spec) {
        assertThat(spec.title()).isNotBlank().hasSizeLessThan(40);
        assertThat(spec.description()).hasSizeBetween(60, 400).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("tools")
    void saysEveryHint(ToolSpec<?, ?> spec) {
        Map<String, Object> hints = annotations(spec);
        assertThat(hints)
                .containsKeys(
                        "title",
                        "readOnlyHint",
                        "destructiveHint",
                        "idempotentHint",
                        "openWorldHint");
        assertThat(
                        Boolean.TRUE.equals(hints.get("readOnlyHint"))
                                && Boolean.TRUE.equals(hints.get("destructiveHint")))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void everyFieldHasWords(ToolSpec<?, ?> spec) {
        List<String> silent = new ArrayList<>();
        collectSilent(Schemas.input(spec.input()), "input", silent);
        collectSilent(Schemas.output(spec.output()), "output", silent);
        assertThat(silent).as("fields without a description").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void schemasHaveAnObjectOnTopAndNoAlternatives(ToolSpec<?, ?> spec) {
        for (ObjectNode schema :
                List.of(Schemas.input(spec.input()), Schemas.output(spec.output()))) {
            assertThat(schema.path("type").asString()).isEqualTo("object");
            assertThat(schema.propertyNames())
                    .doesNotContain("anyOf", "oneOf", "allOf", "$ref", "$defs");
        }
    }

    /** What a caller may see unless a configuration says otherwise; a cluster offers less. */
    @Test
    void theUsualListFitsItsTokenBudget() throws IOException {
        int bytes = 0;
        StringBuilder table = new StringBuilder();
        for (ToolSpec<?, ?> spec : Catalog.TOOLS) {
            Map<String, Object> tool = new LinkedHashMap<>(published(spec));
            tool.keySet().removeAll(new TreeSet<>(List.of("scope", "toolset")));
            int size = Json.CAMEL.writeValueAsBytes(tool).length;
            table.append("%-18s %5d%n".formatted(spec.name(), size / 4));
            bytes += Toolset.usual().contains(spec.toolset()) ? size : 0;
        }
        String report =
                "%s%-18s %5d tokens (bytes / 4)%n".formatted(table, "usual tools", bytes / 4);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/token-cost.txt"), report);
        System.out.print(report);
        assertThat(bytes / 4).as(report).isLessThan(9_600);
    }

    private static void collectSilent(JsonNode schema, String path, List<String> silent) {
        schema.path("properties")
                .properties()
                .forEach(property -> {
                    String here = path + "." + property.getKey();
                    if (property.getValue().path("description").asString("").isBlank()) {
                        silent.add(here);
                    }
                    collectSilent(property.getValue(), here, silent);
                });
        if (schema.has("items")) {
            collectSilent(schema.get("items"), path + "[]", silent);
        }
    }

    private static Map<String, Object> annotations(ToolSpec<?, ?> spec) {
        Map<String, Object> hints = new LinkedHashMap<>();
        hints.put("title", spec.title());
        hints.put("readOnlyHint", spec.effect().readOnly());
        hints.put("destructiveHint", spec.effect().destructive());
        hints.put("idempotentHint", spec.effect().idempotent());
        hints.put("openWorldHint", true);
        return hints;
    }

    private static Map<String, Object> published(ToolSpec<?, ?> spec) {
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("name", spec.name());
        tool.put("title", spec.title());
        tool.put("description", spec.description());
        tool.put("inputSchema", Schemas.input(spec.input()));
        tool.put("outputSchema", Schemas.output(spec.output()));
        tool.put("annotations", annotations(spec));
        tool.put("scope", spec.scope().text());
        tool.put("toolset", spec.toolset());
        return tool;
    }
}
