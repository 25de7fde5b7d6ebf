package dev.hpcmcp.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What the documentation says of the tools is made from the catalog; {@code -Dsnapshots=update}
 * writes it.
 */
class DocsTest {
    private static final Path README = Path.of("../README.md");
    private static final Path TOOLS = Path.of("../docs/tools.md");
    private static final Pattern TABLE =
            Pattern.compile("(<!-- tools -->\n).*?(<!-- end of tools -->)", Pattern.DOTALL);

    @Test
    void theReadmeListsEveryTool() throws IOException {
        String readme = Files.readString(README);
        String made =
                TABLE.matcher(readme).replaceFirst("$1" + Matcher.quoteReplacement(table()) + "$2");

        check(README, readme, made);
        assertThat(made).contains("`submit_job`");
    }

    @Test
    void theToolsPageIsWhatIsPublished() throws IOException {
        check(TOOLS, Files.exists(TOOLS) ? Files.readString(TOOLS) : "", page());
    }

    private static void check(Path file, String now, String made) throws IOException {
        if ("update".equals(System.getProperty("snapshots"))) {
            Files.writeString(file, made);
        } else {
            assertThat(now)
                    .as("%s is generated; write it with -Dsnapshots=update", file)
                    .isEqualTo(made);
        }
    }

    private static String table() {
        StringBuilder table =
                new StringBuilder(
                        "| tool | what for | toolset | scope | effect |\n|---|---|---|---|---|\n");
        for (ToolSpec<?, ?> spec : Catalog.TOOLS) {
            table.append(
                    "| `%s` | %s | %s | `%s` | %s |\n"
                            .formatted(
                                    spec.name(),
                                    spec.title(),
                                    word(spec.toolset()),
                                    spec.scope(),
                                    word(spec.effect())));
        }
        return table.toString();
    }

    private static String page() {
        StringBuilder page =
                new StringBuilder("# Tools\n\nGenerated from the catalog; do not edit.\n");
        for (ToolSpec<?, ?> spec : Catalog.TOOLS) {
            page.append(
                    "\n## %s\n\n%s\n\n*%s; needs the scope `%s`; toolset %s.*\n"
                            .formatted(
                                    spec.name(),
                                    spec.description(),
                                    word(spec.effect()),
                                    spec.scope(),
                                    word(spec.toolset())));
            fields(page, "Arguments", Schemas.input(spec.input()));
            fields(page, "Answer", Schemas.output(spec.output()));
        }
        return page.toString();
    }

    private static void fields(StringBuilder page, String title, JsonNode node) {
        if (node.path("properties").isEmpty()) {
            return;
        }
        page.append("\n| ").append(title).append(" | | |\n|---|---|---|\n");
        node.path("properties")
                .properties()
                .forEach(field -> {
                    boolean required =
                            node.path("required")
                                    .valueStream()
                                    .anyMatch(name -> name.asString().equals(field.getKey()));
                    page.append(
                            "| `%s`%s | %s | %s |\n"
                                    .formatted(
                                            field.getKey(),
                                            required ? " *" : "",
                                            type(field.getValue()),
                                            field.getValue().path("description").asString("")));
                });
    }

    private static String type(JsonNode field) {
        String type = field.path("type").asString("");
        if (type.equals("array")) {
            return "list of " + type(field.path("items"));
        }
        String words =
                field.path("enum")
                        .valueStream()
                        .map(w -> "`" + w.asString() + "`")
                        .reduce((a, b) -> a + " " + b)
                        .orElse(type);
        return field.has("default") ? words + ", else " + field.path("default").asString() : words;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
