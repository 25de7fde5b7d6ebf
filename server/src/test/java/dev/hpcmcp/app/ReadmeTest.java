package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.spec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the documentation shows is true. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)\\)");

    @TempDir private Path home;

    @Test
    void theBlocksForClientsAreTheFilesToCopy() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        try (Stream<Path> clients = Files.list(ROOT.resolve("agent-examples/clients"))) {
            for (Path client : clients.toList()) {
                assertThat(readme).as(client.toString()).contains(Files.readString(client).strip());
            }
        }
    }

    @Test
    void theBlocksForClientsNameACommandThatServes() throws IOException {
        for (String client : List.of("claude-desktop", "cursor", "vscode")) {
            JsonNode block =
                    Json.MAPPER.readTree(
                            ROOT.resolve("agent-examples/clients/" + client + ".json").toFile());
            JsonNode server = block.iterator().next().path("hpc");
            String command = server.path("command").asString().replace("/path/to/hpc-mcp/", "");

            assertThat(ROOT.resolve(command)).isExecutable();
            assertThat(server.path("args").toString()).isEqualTo("[\"stdio\"]");
        }
    }

    @Test
    void theFirstCommandRunsAsItStands() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        MatchResult call =
                Pattern.compile("(?m)^\\./hpc-mcp call submit_job '(.*)'$")
                        .matcher(readme)
                        .results()
                        .findFirst()
                        .orElseThrow();
        Program program = new Program(home, "");

        Program.Result result =
                program.run(
                        "call",
                        "submit_job",
                        call.group(1),
                        "--config",
                        program.config().toString());

        assertThat(result.json().at("/job/job_id").asString()).isEqualTo("1");
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        try (Stream<Path> pages = Files.walk(ROOT, 3)) {
            for (Path page : pages.filter(ReadmeTest::ours).toList()) {
                LINK.matcher(Files.readString(page))
                        .results()
                        .forEach(link ->
                                assertThat(page.resolveSibling(link.group(1)))
                                        .as("a link of " + page)
                                        .exists());
            }
        }
    }

    private static boolean ours(Path page) {
        return page.toString().endsWith(".md")
                && !page.toString().contains("target")
                && !page.toString().contains("node_modules");
    }
}
