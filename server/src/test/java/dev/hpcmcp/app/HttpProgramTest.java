package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class HttpProgramTest {
    private static final String USERS =
            """
            http:
              management-port: 0
              tokens:
                - {token: alice-0123456789abcdef, subject: alice, scopes: ["clusters:read", "jobs:read", "jobs:write"]}
                - {token: bob-0123456789abcdef, subject: bob, scopes: ["clusters:read", "jobs:read", "jobs:write"]}
                - {token: carol-0123456789abcdef, subject: carol, scopes: ["jobs:read"]}
                - {token: dave-0123456789abcdef, subject: dave, scopes: ["clusters:read", "jobs:read"], clusters: []}
            """;

    @TempDir private Path home;

    @Test
    void theFirstStartMakesATokenAndKeepsOnlyItsHash() throws Exception {
        Program program = new Program(home, "http: {management-port: 0}");
        String token;
        try (HttpTalk first = HttpTalk.start(program, "none")) {
            Matcher shown = Pattern.compile("Bearer (hpcmcp_[A-Za-z0-9_-]+)").matcher(first.err());
            assertThat(shown.find()).isTrue();
            token = shown.group(1);
            HttpResponse<String> refused = first.post("{}");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer");
        }
        Path kept = home.resolve(".local/state/hpc-mcp/http-token");
        assertThat(Files.readString(kept)).doesNotContain(token);
        assertThat(Files.getPosixFilePermissions(kept)).hasSize(2);

        try (HttpTalk second = HttpTalk.start(program, token).initialized()) {
            assertThat(second.err()).doesNotContain("hpcmcp_");
            assertThat(second.call("list_clusters", "{}").path("isError").asBoolean()).isFalse();
        }
    }

    @Test
    void whatClientsCallThemselvesIsNoLineOfTheLog() throws Exception {
        Program program = new Program(home, USERS);
        try (HttpTalk alice = HttpTalk.start(program, "alice-0123456789abcdef")) {
            alice.ask(
                    "initialize",
                    """
                    {"protocolVersion":"%1$s","capabilities":{},
                     "clientInfo":{"name":"%1$s","version":"%1$s"}}\
                    """
                            .formatted(
                                    "x\\n2026-01-01T00:00:00Z SEVERE dev.hpcmcp a lie\\u001b[2K"));
            alice.call("list_clusters", "{}");
            assertThat(alice.err()).doesNotContain("\u001b").doesNotContain("\n2026-01-01");
        }
        StringBuilder log = new StringBuilder();
        try (Stream<Path> files = Files.walk(home.resolve(".local/state/hpc-mcp/log"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".log")).toList()) {
                log.append(Files.readString(file));
            }
        }
        assertThat(log.toString()).contains("a lie").doesNotContain("\u001b");
        assertThat(log.toString().lines()).noneMatch(line -> line.startsWith("2026-01-01"));
    }

    @Test
    void usersDoNotSeeOrEndOneAnothersJobs() throws Exception {
        Program program = new Program(home, USERS);
        try (HttpTalk alice = HttpTalk.start(program, "alice-0123456789abcdef").initialized();
                HttpTalk bob = alice.as("bob-0123456789abcdef").initialized()) {
            String id =
                    alice.call("submit_job", "{\"command\":[\"sleep\",\"60\"]}")
                            .at("/structuredContent/job/job_id")
                            .asString();

            JsonNode seen = bob.call("list_jobs", "{}").path("structuredContent");
            JsonNode ended =
                    bob.call("cancel_job", "{\"job_ids\":[\"%s\"]}".formatted(id))
                            .path("structuredContent");

            assertThat(seen.path("jobs").isEmpty()).isTrue();
            assertThat(ended.at("/results/0/result").asString()).isEqualTo("not_found");
            assertThat(
                            alice.call(
                                            "cancel_job",
                                            "{\"job_ids\":[\"%s\"],\"force\":true}".formatted(id))
                                    .at("/structuredContent/results/0/result")
                                    .asString())
                    .isEqualTo("cancelled");
        }
    }

    @Test
    void scopesAndClustersDecideWhatIsSeenAndDone() throws Exception {
        Program program = new Program(home, USERS);
        try (HttpTalk carol = HttpTalk.start(program, "carol-0123456789abcdef").initialized();
                HttpTalk dave = carol.as("dave-0123456789abcdef").initialized()) {
            assertThat(
                            carol.ask("tools/list", "{}")
                                    .at("/result/tools")
                                    .valueStream()
                                    .map(tool -> tool.path("name").asString()))
                    .contains("list_jobs")
                    .doesNotContain("submit_job", "list_clusters");
            JsonNode refused = carol.call("submit_job", "{\"command\":[\"true\"]}");
            assertThat(refused.path("isError").asBoolean()).isTrue();
            assertThat(refused.at("/content/0/text").asString())
                    .contains("needs the scope jobs:write");

            assertThat(dave.call("list_clusters", "{}").at("/structuredContent/clusters").isEmpty())
                    .isTrue();
            assertThat(dave.call("list_jobs", "{}").path("isError").asBoolean()).isTrue();
        }
    }

    @Test
    void promptsAndResourcesAreThoseThatTheCallerCouldUse() throws Exception {
        Program program = new Program(home, USERS);
        try (HttpTalk alice = HttpTalk.start(program, "alice-0123456789abcdef").initialized();
                HttpTalk carol = alice.as("carol-0123456789abcdef").initialized()) {
            assertThat(names(alice.ask("prompts/list", "{}").at("/result/prompts")))
                    .containsExactlyInAnyOrder(
                            "run_and_watch", "why_did_my_job_fail", "tidy_up", "choose_a_cluster");
            assertThat(names(carol.ask("prompts/list", "{}").at("/result/prompts")))
                    .containsExactly("why_did_my_job_fail");
            assertThat(
                            carol.ask("prompts/get", "{\"name\":\"tidy_up\",\"arguments\":{}}")
                                    .at("/error/message")
                                    .asString())
                    .isEqualTo(
                            "tidy_up is of no use without cancel_job, which you may not use;"
                                    + " list_clusters says why");
            assertThat(completed(alice, "tidy_up", "cluster")).containsExactly("local");
            assertThat(completed(carol, "tidy_up", "cluster")).isEmpty();

            HttpTalk few = alice.asking("?toolsets=clusters&readonly=true").initialized();
            assertThat(names(few.ask("tools/list", "{}").at("/result/tools")))
                    .containsExactly("list_clusters", "get_cluster");
            assertThat(names(few.ask("prompts/list", "{}").at("/result/prompts")))
                    .containsExactly("choose_a_cluster");
            assertThat(
                            few.ask("resources/templates/list", "{}")
                                    .at("/result/resourceTemplates")
                                    .isEmpty())
                    .isTrue();
            assertThat(
                            few.call("list_clusters", "{}")
                                    .at("/structuredContent/off")
                                    .valueStream()
                                    .map(JsonNode::asString))
                    .anyMatch(off ->
                            off.matches(
                                    "(.*, )?list_jobs.*: your program asked for other toolsets\\."))
                    .anyMatch(off ->
                            off.matches(
                                    "submit_job, .*: your program asked for tools that change nothing\\."));
            JsonNode refused = few.call("submit_job", "{\"command\":[\"true\"]}");
            assertThat(refused.path("isError").asBoolean()).isTrue();
            assertThat(
                            alice.ask("resources/templates/list", "{}")
                                    .at("/result/resourceTemplates")
                                    .size())
                    .isEqualTo(2);
        }
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(one -> one.path("name").asString()).toList();
    }

    private static List<String> completed(HttpTalk talk, String prompt, String argument)
            throws Exception {
        return talk.ask(
                        "completion/complete",
                        """
                        {"ref":{"type":"ref/prompt","name":"%s"},"argument":{"name":"%s","value":""}}
                        """
                                .formatted(prompt, argument))
                .at("/result/completion/values")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void aPortInUseIsSaidInOneSentence() throws Exception {
        Program program = new Program(home, USERS);
        try (ServerSocket taken = new ServerSocket(0)) {
            Program.Result result =
                    program.run(
                            "http",
                            "--port",
                            "" + taken.getLocalPort(),
                            "--config",
                            program.config().toString());

            assertThat(result.code()).isOne();
            assertThat(result.err().lines())
                    .singleElement()
                    .asString()
                    .contains("in use")
                    .contains("--port");
        }
    }

    @Test
    void sigtermFinishesTheCallInFlight() throws Exception {
        Program program = new Program(home, USERS);
        HttpTalk alice = HttpTalk.start(program, "alice-0123456789abcdef").initialized();
        String id =
                alice.call("submit_job", "{\"command\":[\"sleep\",\"2\"]}")
                        .at("/structuredContent/job/job_id")
                        .asString();
        Thread terminator =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Thread.sleep(500);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            alice.process().destroy();
                        });

        JsonNode waited = alice.call("wait_for_job", "{\"job_ids\":[\"%s\"]}".formatted(id));

        assertThat(waited.at("/structuredContent/jobs/0/outcome").asString())
                .isEqualTo("succeeded");
        terminator.join();
        assertThat(alice.process().waitFor(15, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void healthAndMetricsAreOnThePortOfTheirOwn() throws Exception {
        try (HttpTalk alice =
                HttpTalk.start(new Program(home, USERS), "alice-0123456789abcdef").initialized()) {
            Matcher line =
                    Pattern.compile("(?m)^management on (http\\S+)/health$").matcher(alice.err());
            assertThat(line.find()).isTrue();
            alice.call("list_clusters", "{}");

            assertThat(get(line.group(1) + "/health/live")).contains("UP");
            assertThat(get(line.group(1) + "/health/ready")).contains("UP");
            assertThat(get(line.group(1) + "/metrics"))
                    .contains("list_clusters")
                    .contains("jvm_memory");
        }
    }

    private static String get(String url) throws IOException, InterruptedException {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            return client.send(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create(url)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
