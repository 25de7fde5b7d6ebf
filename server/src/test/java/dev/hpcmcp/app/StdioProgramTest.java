package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StdioProgramTest {
    @TempDir private Path home;
    private Program program;

    @BeforeEach
    void configure() throws IOException {
        program = new Program(home, "");
    }

    @Test
    void introducesItselfWithInstructionsOfAtMostFifteenLines() throws IOException {
        try (Program.Talk talk = program.talk()) {
            JsonNode result =
                    talk.ask(
                                    "initialize",
                                    "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}")
                            .path("result");

            assertThat(result.path("protocolVersion").asString()).isEqualTo("2025-11-25");
            assertThat(result.path("serverInfo").path("name").asString()).isEqualTo("hpc-mcp");
            assertThat(result.path("instructions").asString().lines()).hasSizeBetween(3, 15);
        }
    }

    @Test
    void standardOutputCarriesNothingButMessages() throws Exception {
        Program.Talk talk = program.talk();
        talk.initialized();
        talk.ask("tools/list", "{}");
        talk.call("list_clusters", "{}");
        talk.send("this is not JSON");
        assertThat(talk.read().path("error").path("code").asInt()).isEqualTo(-32700);
        assertThat(talk.ask("ping", "{}").has("result")).isTrue();
        talk.close();
        assertThat(talk.process().waitFor()).isZero();
    }

    @Test
    void theAgentMayBeGivenLessThanItsOwnerMay() throws Exception {
        try (Program.Talk talk =
                program.talk("--scopes", "clusters:read jobs:read", "--toolsets", "jobs")
                        .initialized()) {
            assertThat(tools(talk)).contains("list_jobs").doesNotContain("submit_job");
            assertThat(tools(talk)).doesNotContain("list_clusters");
        }
        try (Program.Talk talk = program.talk("--read-only").initialized()) {
            assertThat(tools(talk)).contains("list_jobs").doesNotContain("submit_job");
            assertThat(talk.call("list_clusters", "{}").path("off").toString())
                    .contains("submit_job, ", ": this server is read-only");
        }
    }

    @Test
    void whatTheConfigurationTakesAwayNoFlagGivesBack() throws Exception {
        Program careful = new Program(home, "stdio: {scopes: ['clusters:read']}");
        try (Program.Talk talk =
                careful.talk("--scopes", "clusters:read jobs:read", "--toolsets", "clusters,admin")
                        .initialized()) {
            assertThat(tools(talk)).containsExactly("list_clusters", "get_cluster");
            assertThat(talk.call("list_clusters", "{}").path("off").toString())
                    .contains("list_jobs", ": your program asked for other toolsets");
        }
        Program.Result doctor = careful.run("doctor", "--config", careful.config().toString());
        assertThat(doctor.out())
                .contains(
                        "3 visible", "tools off", "list_jobs", ": this needs the scope jobs:read");
    }

    private static List<String> tools(Program.Talk talk) throws IOException {
        return talk.ask("tools/list", "{}")
                .at("/result/tools")
                .valueStream()
                .map(tool -> tool.path("name").asString())
                .toList();
    }

    @Test
    void endsWithinASecondOfEndOfInputThoughACallWaits() throws Exception {
        Program.Talk talk = program.talk().initialized();
        String id = submit(talk, "sleep 30");
        talk.send(
                "{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"tools/call\",\"params\":{\"name\":\"wait_for_job\",\"arguments\":{\"job_ids\":[\"%s\"]}}}"
                        .formatted(id));
        Instant start = Instant.now();
        talk.close();

        assertThat(talk.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        cancel(id);
    }

    @Test
    void endsOnSigtermAndLeavesItsJobsRunning() throws Exception {
        Program.Talk talk = program.talk().initialized();
        String id = submit(talk, "sleep 30");

        talk.process().destroy();

        assertThat(talk.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
        try (Program.Talk next = program.talk().initialized()) {
            JsonNode job =
                    next.call("get_job", "{\"job_ids\":[\"%s\"]}".formatted(id))
                            .path("jobs")
                            .get(0);
            assertThat(job.path("state").asString()).isIn("starting", "running");
            next.call("cancel_job", "{\"job_ids\":[\"%s\"],\"force\":true}".formatted(id));
        }
    }

    @Test
    void tenJobsOutliveAServerThatIsKilled() throws Exception {
        Program.Talk doomed = program.talk().initialized();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(submit(doomed, "sleep 1; echo done; exit " + (i % 2)));
        }
        doomed.process().destroyForcibly().waitFor();

        try (Program.Talk next = program.talk().initialized()) {
            JsonNode waited =
                    next.call(
                            "wait_for_job",
                            "{\"job_ids\":[\"%s\"]}".formatted(String.join("\",\"", ids)));

            assertThat(waited.path("reached").asBoolean()).isTrue();
            assertThat(waited.path("jobs").valueStream().map(job -> job.path("outcome").asString()))
                    .containsExactly(
                            "succeeded",
                            "failed",
                            "succeeded",
                            "failed",
                            "succeeded",
                            "failed",
                            "succeeded",
                            "failed",
                            "succeeded",
                            "failed");
            for (String id : ids) {
                assertThat(
                                next.call("get_session_logs", "{\"job_id\":\"%s\"}".formatted(id))
                                        .path("text")
                                        .asString())
                        .contains("\ndone\n");
            }
        }
    }

    @Test
    void twoServersAtOnceSeeAndControlTheSameJobs() throws Exception {
        try (Program.Talk one = program.talk().initialized();
                Program.Talk two = program.talk().initialized()) {
            String id = submit(one, "sleep 30");

            JsonNode cancelled = two.call("cancel_job", "{\"job_ids\":[\"%s\"]}".formatted(id));
            JsonNode seen = one.call("wait_for_job", "{\"job_ids\":[\"%s\"]}".formatted(id));

            assertThat(cancelled.path("results").get(0).path("result").asString())
                    .isEqualTo("cancelled");
            assertThat(seen.path("jobs").get(0).path("outcome").asString()).isEqualTo("cancelled");
        }
    }

    @Test
    void whoSubscribesToAJobIsToldWhenItChanges() throws Exception {
        try (Program.Talk talk = program.talk().initialized();
                Program.Talk other = program.talk().initialized()) {
            String id = submit(talk, "sleep 1000");
            String job = "{\"uri\":\"hpc://local/jobs/%s\"}".formatted(id);

            JsonNode nobody = talk.ask("resources/subscribe", "{\"uri\":\"hpc://local/jobs/999\"}");
            JsonNode subscribed = talk.ask("resources/subscribe", job);
            other.call("cancel_job", "{\"job_ids\":[\"%s\"]}".formatted(id));
            JsonNode told = talk.read();
            while (!told.path("method").asString("").equals("notifications/resources/updated")) {
                told = talk.read();
            }

            assertThat(nobody.path("error").path("code").asInt()).isEqualTo(-32002);
            assertThat(subscribed.has("result")).isTrue();
            assertThat(told.path("params").path("uri").asString())
                    .isEqualTo("hpc://local/jobs/" + id);
        }
    }

    private static String submit(Program.Talk talk, String script) throws IOException {
        return talk.call("submit_job", "{\"script\":\"#!/bin/sh\\n%s\"}".formatted(script))
                .path("job")
                .path("job_id")
                .asString();
    }

    private void cancel(String id) throws IOException {
        try (Program.Talk talk = program.talk().initialized()) {
            talk.call("cancel_job", "{\"job_ids\":[\"%s\"],\"force\":true}".formatted(id));
        }
    }
}
