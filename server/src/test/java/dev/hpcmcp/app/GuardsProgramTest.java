package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Audit, stops and approvals of the program as users run it. */
class GuardsProgramTest {
    private static final String SECRET = "xyzzy-plugh-0123456789";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path home;

    private Program program(String settings) throws IOException {
        return new Program(home, settings);
    }

    private static Program.Result run(Program program, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", program.config().toString()));
        return program.run(all.toArray(String[]::new));
    }

    private static List<JsonNode> exported(Program program, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("audit", "export"));
        all.addAll(List.of(more));
        return run(program, all.toArray(String[]::new))
                .out()
                .lines()
                .map(line -> JSON.readTree(line).path("record"))
                .toList();
    }

    @Test
    void aJobLeadsToItsRecordAndTheRecordToItsJob() throws Exception {
        Program program = program("");
        Program.Result submitted = run(program, "call", "submit_job", "{\"command\":[\"env\"]}");
        String id = submitted.json().at("/job/job_id").asString();
        run(program, "call", "wait_for_job", "{\"job_ids\":[\"%s\"]}".formatted(id));
        String log =
                run(program, "call", "get_session_logs", "{\"job_id\":\"%s\"}".formatted(id)).out();

        List<JsonNode> records = exported(program);
        assertThat(records)
                .extracting(record -> record.path("kind").asString())
                .containsExactly("begin", "end");
        JsonNode end = records.getLast();
        assertThat(end.path("tool").asString()).isEqualTo("submit_job");
        assertThat(end.path("cluster").asString()).isEqualTo("local");
        assertThat(end.at("/jobs/0").asString()).isEqualTo(id);
        assertThat(end.path("outcome").asString()).isEqualTo("ok");
        assertThat(log)
                .contains(
                        "HPC_MCP_CALL=" + end.path("id").asString(),
                        "HPC_MCP_CLIENT=hpc-mcp_call",
                        "HPC_MCP_USER=" + System.getProperty("user.name"));
        assertThat(run(program, "audit", "verify").out()).startsWith("ok    2 records, 1 to 2");
        assertThat(exported(program, "--tool", "cancel_job")).isEmpty();
        assertThat(exported(program, "--since", "1h", "--user", System.getProperty("user.name")))
                .hasSize(2);
    }

    @Test
    void anAuditThatNobodyWroteIsSaidToBeNone() throws Exception {
        Program.Result result = run(program(""), "audit", "verify");
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("nothing was recorded yet");
    }

    @Test
    void aStopIsSeenByARunningServerWithinTwoSecondsAndEndsItsWaits() throws Exception {
        Program program = program("");
        try (Program.Talk talk = program.talk().initialized()) {
            String id =
                    talk.call("submit_job", "{\"command\":[\"sleep\",\"600\"]}")
                            .at("/job/job_id")
                            .asString();
            CompletableFuture<JsonNode> waiting =
                    CompletableFuture.supplyAsync(() -> wait(talk, id));
            Program.Result stopped =
                    run(program, "stop-agent", "--all", "--for", "1h", "--reason", "gone mad");
            long before = System.nanoTime();
            assertThat(stopped.code()).as(stopped.err()).isZero();
            assertThat(stopped.out()).contains("Jobs that run go on", "stop-agent --all --lift");
            assertThat(waiting.get(20, TimeUnit.SECONDS).at("/result/content/0/text").asString())
                    .contains("stopped all agents", "gone mad", "can ask");
            assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(5));
            assertThat(run(program, "call", "list_jobs").err()).contains("stopped all agents");
            assertThat(run(program, "stop-agent", "--list").out()).contains("gone mad");
            assertThat(run(program, "stop-agent", "--all", "--lift").out()).contains("lifted");
            Program.Result cancelled =
                    run(program, "call", "cancel_job", "{\"job_ids\":[\"%s\"]}".formatted(id));
            assertThat(cancelled.json().at("/results/0/result").asString()).isEqualTo("cancelled");
        }
    }

    private static JsonNode wait(Program.Talk talk, String id) {
        try {
            return talk.ask(
                    "tools/call",
                    "{\"name\":\"wait_for_job\",\"arguments\":{\"job_ids\":[\"%s\"],\"timeout_seconds\":60}}"
                            .formatted(id));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void thePersonIsAskedPastTheModelAndTheirWordIsInTheAudit() throws Exception {
        Program program = program("approvals: {many-jobs: {above: 0, otherwise: refuse}}");
        try (Program.Talk talk = program.talk()) {
            talk.ask(
                    "initialize",
                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"elicitation\":{}},\"clientInfo\":{\"name\":\"desk\",\"version\":\"2\"}}");
            talk.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            String id =
                    talk.call("submit_job", "{\"command\":[\"sleep\",\"600\"],\"name\":\"nap\"}")
                            .at("/job/job_id")
                            .asString();
            String arguments = "{\"job_ids\":[\"%s\"],\"force\":true}".formatted(id);
            talk.call("wait_for_job", "{\"job_ids\":[\"%s\"],\"until\":\"started\"}".formatted(id));
            JsonNode refused = answered(talk, 100, arguments, "{\"action\":\"decline\"}");
            assertThat(refused.at("/result/content/0/text").asString()).contains("said no");
            JsonNode unticked =
                    answered(talk, 101, arguments, "{\"action\":\"accept\",\"content\":{}}");
            assertThat(unticked.at("/result/content/0/text").asString()).contains("said no");
            JsonNode done =
                    answered(
                            talk,
                            102,
                            arguments,
                            "{\"action\":\"accept\",\"content\":{\"confirm\":true}}");
            assertThat(done.at("/result/structuredContent/results/0/result").asString())
                    .isEqualTo("cancelled");
        }
        assertThat(exported(program, "--tool", "cancel_job"))
                .filteredOn(record -> record.path("kind").asString().equals("end"))
                .extracting(record -> record.path("decision").asString())
                .containsExactly("asked: no", "asked: no", "asked: yes");
    }

    /** Calls cancel_job, answers the question that comes, and waits for what that led to. */
    private static JsonNode answered(Program.Talk talk, int id, String arguments, String answer)
            throws IOException {
        talk.send(
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"cancel_job\",\"arguments\":%s}}"
                        .formatted(id, arguments));
        while (true) {
            JsonNode message = talk.read();
            if (message.path("method").asString("").equals("elicitation/create")) {
                assertThat(message.at("/params/message").asString())
                        .contains("desk 2", "end 1 job on local", "\"nap\" running");
                talk.send(
                        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
                                .formatted(message.path("id"), answer));
            } else if (message.path("id").asInt(-1) == id) {
                return message;
            }
        }
    }

    @Test
    void fromAfarWhereNobodyCanBeAskedItIsRefused() throws Exception {
        String token = "alice-0123456789abcdef";
        Program program =
                program(
                        """
                        approvals: {many-jobs: {above: 0}}
                        http:
                          management-port: 0
                          tokens: [{token: %s, subject: alice, scopes: ["jobs:read", "jobs:write"]}]
                        """
                                .formatted(token));
        String id;
        try (HttpTalk alice = HttpTalk.start(program, token).initialized()) {
            id =
                    alice.call("submit_job", "{\"command\":[\"sleep\",\"30\"]}")
                            .at("/structuredContent/job/job_id")
                            .asString();
            JsonNode refused = alice.call("cancel_job", "{\"job_ids\":[\"%s\"]}".formatted(id));
            assertThat(refused.at("/content/0/text").asString())
                    .contains("not_allowed", "approvals.many-jobs");
        }
        assertThat(exported(program, "--user", "alice"))
                .extracting(record -> record.path("tool") + " " + record.path("decision"))
                .contains("\"cancel_job\" \"refused by rule\"", "\"submit_job\" \"allowed\"");
    }

    @Test
    void whomToStopMustBeSaid() throws Exception {
        Program.Result result = run(program(""), "stop-agent");
        assertThat(result.code()).isOne();
        assertThat(result.err()).contains("--token ID, --user USER or --all");
    }

    @Test
    void readsAlonePayForNoDatabase() throws Exception {
        Program program = program("");
        assertThat(run(program, "call", "list_jobs").code()).isZero();
        assertThat(home.resolve(".local/state/hpc-mcp/store.db")).doesNotExist();
    }

    @Test
    void whatIsRequiredAndCannotBeWrittenRefusesChanges() throws Exception {
        Files.writeString(home.resolve("blocked"), "a file, not a folder");
        Program program =
                program(
                        "audit: {required: true}\nstore: {url: 'jdbc:sqlite:%s'}"
                                .formatted(home.resolve("blocked/store.db")));
        Program.Result refused = run(program, "call", "submit_job", "{\"command\":[\"true\"]}");
        assertThat(refused.code()).isOne();
        assertThat(refused.err()).contains("changes nothing that it cannot record");
        assertThat(run(program, "call", "list_jobs").code()).isZero();
    }

    @Test
    void noSecretIsLeftInAnythingThatARunProduces() throws Exception {
        Program program =
                program(
                        """
                        audit: {reads: true, file: '%s'}
                        http: {tokens: [{token: '%s', subject: alice, scopes: ["jobs:read"]}]}
                        """
                                .formatted(home.resolve("audit.jsonl"), SECRET));
        String environment = "\"environment\":{\"DB_PASSWORD\":\"%s\"}".formatted(SECRET);
        List<Program.Result> results =
                List.of(
                        run(
                                program,
                                "call",
                                "submit_job",
                                "{\"command\":[\"true\"],\"dry_run\":true,%s}"
                                        .formatted(environment)),
                        run(
                                program,
                                "call",
                                "submit_job",
                                "{\"nonsense\":\"%s\"}".formatted(SECRET)),
                        run(
                                program,
                                "call",
                                "cancel_job",
                                "{\"job_ids\":[\"password=%s\"]}".formatted(SECRET)),
                        run(
                                program,
                                "call",
                                "get_session_logs",
                                "{\"job_id\":\"7\",\"search\":\"%s\"}".formatted(SECRET)),
                        run(program, "audit", "export"),
                        run(program, "doctor"));
        List<Path> written;
        try (Stream<Path> files = Files.walk(home)) {
            written =
                    files.filter(Files::isRegularFile)
                            .filter(this::keeps)
                            .filter(GuardsProgramTest::holdsTheSecret)
                            .toList();
        }
        assertThat(exported(program)).as("there is something to look at").hasSizeGreaterThan(3);
        assertThat(written).isEmpty();
        assertThat(results).allSatisfy(result -> assertThat(result.err()).doesNotContain(SECRET));
        assertThat(results.subList(4, 6))
                .allSatisfy(result -> assertThat(result.out()).isNotBlank().doesNotContain(SECRET));
    }

    /** The answers themselves were for whoever said it. */
    private boolean keeps(Path file) {
        return !file.equals(home.resolve("config.yml"))
                && !String.valueOf(file.getFileName()).startsWith("out");
    }

    private static boolean holdsTheSecret(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .contains(SECRET);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
