package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The policy of the program as users run it, and a new one while it runs. */
class PolicyProgramTest {
    private static final String SLEEP =
            "{\"command\":[\"sleep\",\"600\"],\"wall_time_seconds\":%d}";

    @TempDir private Path home;

    private static String said(Program.Talk talk, String tool, String arguments)
            throws IOException {
        JsonNode answer =
                talk.ask(
                        "tools/call",
                        "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
        return answer.at("/result/content/0/text").asString();
    }

    private void hangUp(Process server) throws Exception {
        long before = logged();
        Process signal = new ProcessBuilder("kill", "-HUP", String.valueOf(server.pid())).start();
        assertThat(signal.waitFor(10, TimeUnit.SECONDS)).isTrue();
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (logged() == before) {
            assertThat(Instant.now()).as("the log says nothing").isBefore(end);
            Thread.sleep(20);
        }
    }

    /** How often the log speaks of reading the policy. */
    private long logged() throws IOException {
        Path log = home.resolve(".local/state/hpc-mcp/log");
        if (!Files.isDirectory(log)) {
            return 0;
        }
        long lines = 0;
        try (Stream<Path> files = Files.list(log)) {
            for (Path file : files.toList()) {
                lines +=
                        Files.readAllLines(file).stream()
                                .filter(line -> line.contains("read anew"))
                                .count();
            }
        }
        return lines;
    }

    private void rules(Program program, String policy) throws IOException {
        String text = Files.readString(program.config());
        Files.writeString(
                program.config(), text.substring(0, text.indexOf("policy:")) + policy + "\n");
    }

    @Test
    void aHangupTakesTheNewPolicyAndABadOneLeavesTheOld() throws Exception {
        Program program = new Program(home, "policy: [{each-job: {wall-time: 10m}}]");
        try (Program.Talk talk = program.talk().initialized()) {
            assertThat(said(talk, "submit_job", SLEEP.formatted(700)))
                    .contains("over_budget", "each-job.wall-time: 600");
            rules(program, "policy: [{each-job: {wall-time: 20m}, in-all: {live-jobs: 1}}]");
            hangUp(talk.process());
            String id = talk.call("submit_job", SLEEP.formatted(700)).at("/job/job_id").asString();
            assertThat(id).isNotBlank();
            assertThat(said(talk, "submit_job", SLEEP.formatted(1)))
                    .contains("over the limit live-jobs: 1", "used: 1");
            assertThat(talk.call("get_cluster", "{}").at("/limits_left/live_jobs").asInt(-1))
                    .isZero();
            rules(program, "policy: [{each-job: {wall-tiem: 20m}}]");
            hangUp(talk.process());
            assertThat(said(talk, "submit_job", SLEEP.formatted(1))).contains("live-jobs: 1");
            assertThat(said(talk, "cancel_job", "{\"job_ids\":[\"%s\"]}".formatted(id)))
                    .contains("cancelled");
            assertThat(said(talk, "submit_job", SLEEP.formatted(1))).contains("job_id");
            assertThat(talk.process().isAlive()).isTrue();
        }
    }

    @Test
    void aUserWhoCallsTooOftenIsToldWhenToComeAgain() throws Exception {
        Program program = new Program(home, "policy: [{in-all: {requests-per-minute: 6}}]");
        try (Program.Talk talk = program.talk().initialized()) {
            assertThat(said(talk, "list_jobs", "{}")).doesNotContain("over_budget");
            assertThat(said(talk, "list_jobs", "{}"))
                    .contains("over_budget", "requests-per-minute", "6 times a minute");
        }
    }

    @Test
    void aClusterThatIsTakenAwayIsNotThere() throws Exception {
        Program program =
                new Program(
                        home,
                        "policy: [{for: {except-users: [root-of-all]}, allow: {clusters: [other]}}]");
        Files.writeString(
                program.config(),
                Files.readString(program.config())
                        .replaceFirst("clusters: \\[", "clusters: [{id: other, kind: local}, "));
        try (Program.Talk talk = program.talk().initialized()) {
            assertThat(said(talk, "list_clusters", "{}"))
                    .contains("other")
                    .doesNotContain("id: local");
            assertThat(said(talk, "submit_job", "{\"cluster\":\"local\",\"command\":[\"true\"]}"))
                    .contains("there is no cluster of that name")
                    .endsWith("Allowed: other.");
        }
    }

    @Test
    void aServerForManyTakesItsFirstPolicyWhileItRunsAndKnowsGroups() throws Exception {
        Program program =
                new Program(
                        home,
                        """
                        http:
                          management-port: 0
                          tokens:
                            - {token: alice-0123456789abcdef, subject: alice, scopes: ["clusters:read", "jobs:read", "jobs:write"], groups: [students]}
                            - {token: bob-0123456789abcdef, subject: bob, scopes: ["clusters:read", "jobs:read", "jobs:write"]}
                        """);
        String job = SLEEP.formatted(1);
        try (HttpTalk alice = HttpTalk.start(program, "alice-0123456789abcdef").initialized();
                HttpTalk bob = alice.as("bob-0123456789abcdef").initialized()) {
            assertThat(alice.call("submit_job", job).path("isError").asBoolean()).isFalse();
            Files.writeString(
                    program.config(),
                    Files.readString(program.config())
                            + "policy: [{for: {groups: [students]}, in-all: {submits-per-hour: 0}}]\n");
            hangUp(alice.process());
            assertThat(alice.call("submit_job", job).at("/content/0/text").asString())
                    .contains("over_budget", "submits-per-hour: 0 for alice", "ask for less");
            assertThat(bob.call("submit_job", job).path("isError").asBoolean()).isFalse();
        }
    }
}
