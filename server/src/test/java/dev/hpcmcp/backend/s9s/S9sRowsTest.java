package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.s9s.WireServer.Request;
import dev.hpcmcp.backend.s9s.WireServer.Response;
import dev.hpcmcp.model.After;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobRequestBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The table of endpoints, row by row: what leaves, and what is made of the answer. */
class S9sRowsTest extends S9sFixture {
    private static final JobRequest SLEEP =
            new JobRequestBuilder().command(List.of("sleep", "60")).build();

    private JobId job() {
        return s9s.submit(ALICE, SLEEP).job().jobId();
    }

    private Request last() {
        return server.requests().getLast();
    }

    private JsonNode lastBody() {
        return FakeS9s.JSON.readTree(last().body());
    }

    private JsonNode body(String method, String path) {
        return server.requests().stream()
                .filter(one -> one.method().equals(method) && one.path().equals(path))
                .map(one -> FakeS9s.JSON.readTree(one.body()))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private Job shown(String file) {
        server.answerNext(Response.json(200, Answers.file(file)));
        return s9s.find(ALICE, List.of(new JobId("12345"))).jobs().getFirst();
    }

    @Test
    void listsJobsWithItsFilters() {
        job();
        JobQuery running =
                new JobQuery(
                        List.of(JobState.RUNNING),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.of("gpu"),
                        Optional.empty(),
                        Optional.empty(),
                        5,
                        Optional.empty());

        s9s.list(ALICE, running);

        assertThat(last().query())
                .isEqualTo(
                        "state=RUNNING&user=alice&partition=gpu&limit=100&offset=0&sort=submit_time&order=desc");
    }

    @Test
    void readsAJobAsTheDescriptionShowsIt() {
        Job job = shown("job-running-as-the-description-shows.json");

        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(job.elapsedSeconds()).contains(8130L);
        assertThat(job.wallTimeSeconds()).contains(28 * 3600L);
        assertThat(job.expiresAt()).contains(Instant.parse("2026-02-06T14:32:15Z"));
        assertThat(job.resources().orElseThrow().memoryGb()).contains(128.0);
        assertThat(job.resources().orElseThrow().gpus()).contains(4);
        assertThat(job.usage().orElseThrow().gpuUtilization()).contains(0.92);
        assertThat(job.nodes()).containsExactly("node001", "node002");
        assertThat(job.toString()).doesNotContain("hunter2");
    }

    @Test
    void readsNumbersAsTextsAndStatesAsLists() {
        Job job = shown("job-numbers-as-texts-state-as-list.json");

        assertThat(job.jobId()).isEqualTo(new JobId("12346"));
        assertThat(job.state()).isEqualTo(JobState.ENDING);
        assertThat(job.submittedAt()).contains(Instant.ofEpochSecond(1_770_286_800));
        assertThat(job.startedAt()).contains(Instant.parse("2026-02-05T09:32:15Z"));
        assertThat(job.resources().orElseThrow().memoryGb()).contains(2.0);
        assertThat(job.nodes()).containsExactly("node001", "node002");
        assertThat(job.wallTimeSeconds()).isEmpty();
        assertThat(job.elapsedSeconds()).contains(95L);
    }

    @Test
    void aStateNobodyHeardOfIsUnknownAndStaysAsItIs() {
        Job job = shown("job-of-an-unheard-state.json");

        assertThat(job.state()).isEqualTo(JobState.UNKNOWN);
        assertThat(job.nativeState()).isEqualTo("TELEPORTING");
    }

    @Test
    void whoeverCancelledItItIsCancelled() {
        server.answerNext(
                Response.json(200, "{\"job_id\":\"12345\",\"state\":\"CANCELLED by 1001\"}"));
        Job job = s9s.find(ALICE, List.of(new JobId("12345"))).jobs().getFirst();

        assertThat(job.outcome()).contains(Outcome.CANCELLED);
    }

    @Test
    void submitsWithEverythingTheDescriptionNames() {
        JobRequest request =
                new JobRequestBuilder()
                        .name("my_simulation")
                        .script("/home/alice/scripts/simulation.sh")
                        .queue("gpu")
                        .project("research")
                        .qos("normal")
                        .nodes(2)
                        .tasks(4)
                        .cores(8)
                        .memoryGb(64)
                        .gpus(2)
                        .wallTimeSeconds(4 * 3600)
                        .workingDirectory("/home/alice")
                        .stdoutPath("/home/alice/%j.out")
                        .stderrPath("/home/alice/%j.err")
                        .environment(Map.of("CUDA_VISIBLE_DEVICES", "0,1"))
                        .after(List.of(new After(new JobId("12344"), After.Condition.SUCCEEDED)))
                        .build();

        var submitted = s9s.submit(ALICE, request);

        assertThat(FakeS9s.JSON.readTree(last().body()))
                .isEqualTo(
                        FakeS9s.JSON.readTree(
                                """
                                {"job_name":"my_simulation","script":"/home/alice/scripts/simulation.sh",
                                 "nodes":2,"cpus_per_node":16,"partition":"gpu","account":"research",
                                 "qos":"normal","memory":"64GB","gpus":2,"time_limit":"4:00:00",
                                 "working_directory":"/home/alice","standard_output":"/home/alice/%j.out",
                                 "standard_error":"/home/alice/%j.err",
                                 "environment":{"CUDA_VISIBLE_DEVICES":"0,1"},
                                 "dependencies":[{"type":"afterok","job_id":"12344"}]}\
                                """));
        assertThat(submitted.warnings()).hasSize(2).allMatch(words -> words.contains("node"));
    }

    @Test
    void aCommandIsOneLineThatAShellWouldTakeApartAgain() {
        s9s.submit(
                ALICE,
                new JobRequestBuilder().command(List.of("/bin/echo", "it's", "a b")).build());

        assertThat(lastBody().path("script").asString()).isEqualTo("/bin/echo 'it'\\''s' 'a b'");
    }

    @Test
    void refusesTheTextOfAScriptUnlessTheGatewayTakesIt() {
        JobRequest text = JobRequest.ofScript("#!/bin/sh\ntrue\n");

        assertThat(failure(() -> s9s.submit(ALICE, text))).isInstanceOf(Failure.InvalidInput.class);
        assertThat(server.left()).isEmpty();
        backend(settings(server.url()).takingScriptText()).submit(ALICE, text);
        assertThat(lastBody().path("script").asString()).isEqualTo("#!/bin/sh\ntrue\n");
    }

    @Test
    void refusesWhatTheApiHasNoWordFor() {
        for (JobRequest request :
                List.of(
                        SLEEP.change().array("1-3").build(),
                        SLEEP.change().image("alpine").build(),
                        SLEEP.change().nativeOptions(List.of("--exclusive")).build(),
                        SLEEP.change().name("two\nlines").build(),
                        SLEEP.change().environment(Map.of("1X", "y")).build())) {
            assertThat(failure(() -> s9s.submit(ALICE, request)))
                    .isInstanceOf(Failure.InvalidInput.class);
            assertThat(s9s.plan(ALICE, request).problems()).hasSize(1);
        }
        assertThat(server.left()).isEmpty();
    }

    @Test
    void cancelsWithSignalAndForce() {
        JobId job = job();

        s9s.cancel(ALICE, job, new Cancel(Optional.of("kill"), true, Optional.empty()));

        assertThat(server.left()).contains("DELETE /v1/jobs/" + job + "?signal=SIGKILL&force=true");
    }

    @Test
    void aPoliteCancelSaysNothingMore() {
        JobId job = job();

        s9s.cancel(ALICE, job, Cancel.POLITELY);

        assertThat(server.left()).contains("DELETE /v1/jobs/" + job);
    }

    @Test
    void holdsWithAReasonReleasesAndSetsThePriority() {
        server.standStill();
        JobId job = job();
        Control hold =
                new Control(
                        Control.Action.HOLD,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("Need to debug"));

        assertThat(s9s.control(ALICE, job, hold).state()).isEqualTo(JobState.HELD);
        assertThat(body("PUT", "/v1/jobs/" + job + "/hold").path("reason").asString())
                .isEqualTo("Need to debug");
        assertThat(s9s.control(ALICE, job, Control.of(Control.Action.RELEASE)).state())
                .isNotEqualTo(JobState.HELD);
        assertThat(server.left()).contains("PUT /v1/jobs/" + job + "/release");
        s9s.control(
                ALICE,
                job,
                new Control(
                        Control.Action.SET_PRIORITY,
                        Optional.of(1500),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(body("PUT", "/v1/jobs/" + job + "/priority").path("priority").asInt())
                .isEqualTo(1500);
    }

    @Test
    void readsTheLastLinesOfOutputAndError() {
        JobId job = job();
        server.print(job.value(), "one\ntwo\nthree\n");

        LogPage page = s9s.read(ALICE, job, LogQuery.tail(LogStream.STDERR, 2));

        assertThat(page.lines()).containsExactly("two", "three");
        assertThat(last().path()).isEqualTo("/v1/jobs/" + job + "/error");
        assertThat(last().query()).isEqualTo("lines=2");
    }

    @Test
    void takesTextOutOfJson() {
        JobId job = job();
        s9s.find(ALICE, List.of(job));
        for (String body :
                List.of(
                        "{\"output\":\"a\\nb\\n\"}",
                        "{\"content\":\"a\\nb\"}",
                        "{\"data\":\"a\\nb\"}",
                        "{\"lines\":[\"a\",\"b\"]}")) {
            server.answerNext(
                    Response.json(
                            200,
                            "{\"job_id\":\"%s\",\"user\":\"alice\",\"state\":\"RUNNING\"}"
                                    .formatted(job)));
            server.answerNext(Response.json(200, body));
            assertThat(s9s.read(ALICE, job, LogQuery.tail(LogStream.STDOUT, 10)).lines())
                    .as(body)
                    .containsExactly("a", "b");
        }
    }

    @Test
    void searchesTheWholeOutput() {
        JobId job = job();
        server.print(job.value(), "start\n".repeat(50) + "ERROR here\n" + "end\n".repeat(50));

        LogPage page =
                s9s.read(
                        ALICE,
                        job,
                        new LogQuery(
                                LogStream.STDOUT,
                                10,
                                Optional.empty(),
                                Optional.of("ERROR"),
                                1,
                                20_000));

        assertThat(page.lines()).contains("ERROR here");
        assertThat(last().query()).isEmpty();
    }

    @Test
    void aWaitingJobHasPrintedNothing() {
        server.standStill();
        JobId job = job();

        assertThat(s9s.read(ALICE, job, LogQuery.tail(LogStream.STDOUT, 5)).lines()).isEmpty();
    }

    @Test
    void theVersionIsPartOfTheAddressWhetherSaidOrNot() {
        for (String url : List.of(server.origin(), server.origin() + "/", server.url() + "/")) {
            backend(settings(url)).users(ALICE, Optional.empty());
            assertThat(last().path()).as(url).isEqualTo("/v1/users");
        }
        assertThat(Parts.versioned("https://h.example/api/v1"))
                .isEqualTo("https://h.example/api/v1");
        assertThat(Parts.versioned("https://h.example/api")).isEqualTo("https://h.example/api/v1");
    }
}
