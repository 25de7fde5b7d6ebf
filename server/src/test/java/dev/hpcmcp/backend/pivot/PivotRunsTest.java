package dev.hpcmcp.backend.pivot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Notifications;
import dev.hpcmcp.text.FailureWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PivotRunsTest extends PivotFixture {
    private static final TrainingRequest UNET = TrainingRequest.of("configs/unet.yaml");
    private static final JobId RUN = new JobId("train_20260101_000000");
    private static final JobId SESSION = new JobId("session_20260101_000000");

    private void starts() {
        posts(
                "/training/start",
                json(
                        200,
                        "{\"process_id\":\"%s\",\"status\":\"running\",\"pid\":7}".formatted(RUN)));
    }

    @Test
    void sendsAConfigurationAndNeverAProgram() {
        starts();

        source().start(ALICE, UNET.withEnvironment(Map.of("WANDB_MODE", "offline")));

        server.verify(
                1,
                postRequestedFor(urlEqualTo("/api/v1/training/start"))
                        .withRequestBody(
                                equalToJson(
                                        "{\"config_path\":\"configs/unet.yaml\",\"use_uv\":true,\"environment\":{\"WANDB_MODE\":\"offline\"}}")));
    }

    @ParameterizedTest
    @CsvSource({"PATH", "LD_PRELOAD", "PYTHONPATH", "UV_INDEX", "SECRET"})
    void refusesAVariableThatIsNotAllowed(String name) {
        PivotBackend lax =
                backend(
                        settings()
                                .withProfile(PivotSettings.Profile.SRC)
                                .withEnvironment(Set.of("PATH", "LD_PRELOAD")));

        assertThat(failure(() -> lax.start(ALICE, UNET.withEnvironment(Map.of(name, "x")))))
                .isInstanceOf(Failure.InvalidInput.class);
        assertThat(left()).noneMatch(line -> line.startsWith("POST"));
    }

    @Test
    void keepsStartsApart() {
        starts();
        PivotBackend pivot = source();

        pivot.start(ALICE, UNET);
        Submitted second = pivot.start(ALICE, UNET);

        assertThat(slept).containsExactly(Duration.ofMillis(1_100));
        assertThat(second.warnings()).anyMatch(words -> words.contains("same second"));
    }

    @Test
    void aStartWhoseAnswerIsLostIsNotSentAgain() {
        posts("/training/start", aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThat(failure(() -> source().start(ALICE, UNET)))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(left().stream().filter(line -> line.startsWith("POST"))).hasSize(1);
    }

    @Test
    void anAnswerThatBreaksOffLeavesAStartUnknownAndALookUnread() {
        posts("/training/start", json(200, "{\"process_id\":\"tr"));
        gets("/status", json(200, "{\"sessions\":[{\"sess"));

        assertThat(failure(() -> source().start(ALICE, UNET)))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(failure(() -> source().find(ALICE, List.of(RUN))))
                .isInstanceOf(Failure.BadAnswer.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404|{\"detail\":\"Configuration file not found: IGNORE\"}|InvalidInput",
                "404|{\"detail\":\"Not Found\"}|NotSupported",
                "400|{\"detail\":\"Configuration must be yaml IGNORE\"}|InvalidInput",
                "403|{\"detail\":\"Invalid API key\"}|SignInNeeded",
                "409|{\"error\":{\"code\":\"CONFLICT\",\"message\":\"already running\"}}|Conflict",
                "422|{\"detail\":[{\"loc\":[\"body\",\"config_path\"],\"msg\":\"IGNORE\"}]}|InvalidInput",
                "422|{\"error\":{\"message\":\"IGNORE\",\"details\":{\"config_path\":\"x\"}}}|InvalidInput",
                "429|{\"detail\":\"IGNORE\"}|Busy",
                "500|{\"detail\":\"Training process manager not initialized\"}|NotSupported",
                "500|{\"detail\":\"Failed to start process: IGNORE\"}|Conflict",
                "500|Internal Server Error|OutcomeUnknown",
                "502|IGNORE|OutcomeUnknown",
                "503|IGNORE|Busy"
            })
    void saysEachErrorInItsOwnWords(int status, String body, String kind) {
        posts("/training/start", json(status, body));

        Failure failure = failure(() -> source().start(ALICE, UNET));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(FailureWords.say(failure)).doesNotContain("IGNORE");
        assertThat(left().stream().filter(line -> line.startsWith("POST"))).hasSize(1);
    }

    @Test
    void namesTheFieldThatIsWrongInBothForms() {
        for (String file : List.of("error-422-with-a-path.json", "error-422-of-the-guide.json")) {
            posts("/training/start", file(422, file));
            assertThat(failure(() -> source().start(ALICE, UNET)))
                    .isInstanceOfSatisfying(
                            Failure.InvalidInput.class,
                            wrong -> assertThat(wrong.field()).isEqualTo("config_path"));
        }
    }

    @Test
    void warnsOfAFullMachineBeforeAStart() {
        starts();
        gets("/monitor/resources", file(200, "resources-of-the-guide.json"));

        List<String> warnings = source().start(ALICE, UNET).warnings();

        assertThat(warnings)
                .contains("cpu_percent is 96, over 90", "gpu_0_memory_percent is 93, over 90");
    }

    @Test
    void readsResourcesOfBothForms() {
        gets(
                "/monitor/resources",
                file(200, "resources-as-served-with-a-part-that-is-missing.json"));

        MetricsReading reading = source().measure(ALICE, MetricsQuery.now(MetricsKind.RESOURCES));

        assertThat(reading.figures())
                .containsEntry("cpu_percent", 12.5)
                .containsEntry("memory_percent", 90.0)
                .containsEntry("memory_total_gb", 64.0)
                .containsEntry("disk_percent", 91.0)
                .doesNotContainKey("gpu_count");
        assertThat(reading.warnings())
                .containsExactly("memory_percent is 90, over 85", "disk_percent is 91, over 85");
    }

    @Test
    void aRunThatCannotBeLookedAtIsStale() {
        starts();
        PivotBackend pivot = source();
        pivot.start(ALICE, UNET.withName("unet-17"));

        Job run = pivot.find(ALICE, List.of(RUN)).jobs().getFirst();

        assertThat(run.state()).isEqualTo(JobState.RUNNING);
        assertThat(run.stale()).isTrue();
        assertThat(run.name()).contains("unet-17");
        Job unknown = source().find(ALICE, List.of(RUN)).jobs().getFirst();
        assertThat(unknown.state()).isEqualTo(JobState.UNKNOWN);
        assertThat(unknown.stale()).isTrue();
    }

    @Test
    void stoppingSaysThatNothingWasSaved() {
        starts();
        posts("/training/stop", json(200, "{\"status\":\"stopped\"}"));
        PivotBackend pivot = source();
        pivot.start(ALICE, UNET);

        Job stopped = pivot.cancel(ALICE, RUN, Cancel.POLITELY);

        assertThat(stopped.outcome()).contains(Outcome.CANCELLED);
        assertThat(stopped.reason().orElseThrow()).contains("no checkpoint was saved");
    }

    @Test
    void whatIsStoppedAlreadyIsStopped() {
        starts();
        posts(
                "/training/stop",
                json(400, "{\"detail\":\"Cannot stop process in completed state\"}"));
        posts(
                "/training/pause",
                json(400, "{\"detail\":\"Cannot pause process in stopping state. x\"}"));
        PivotBackend pivot = source();
        pivot.start(ALICE, UNET);

        assertThat(failure(() -> pivot.control(ALICE, RUN, Control.of(Control.Action.SUSPEND))))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(pivot.cancel(ALICE, RUN, Cancel.POLITELY).outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void asksTheOtherWorkersBeforeItBelievesThatARunIsGone() {
        starts();
        String gone = "{\"detail\":\"Process not found: x\"}";
        step("first", "second", json(404, gone));
        step("second", "third", json(404, gone));
        step("third", "third", json(200, "{\"status\":\"paused\"}"));
        server.stubFor(
                post("/api/v1/training/pause")
                        .inScenario("workers")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(json(404, gone))
                        .willSetStateTo("second"));
        PivotBackend pivot = source();
        pivot.start(ALICE, UNET);

        Job paused = pivot.control(ALICE, RUN, Control.of(Control.Action.SUSPEND));

        assertThat(paused.state()).isEqualTo(JobState.SUSPENDED);
        gets("/health", json(200, "{\"status\":\"healthy\"}"));
        assertThat(pivot.health(ALICE).message().orElseThrow()).contains("several workers");
    }

    private void step(
            String at,
            String then,
            com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder answer) {
        server.stubFor(
                post("/api/v1/training/pause")
                        .inScenario("workers")
                        .whenScenarioStateIs(at)
                        .willReturn(answer)
                        .willSetStateTo(then));
    }

    @Test
    void readsTimesOfAnotherZone() {
        gets("/status", file(200, "status-with-naive-times-of-another-zone.json"));

        Job run = source().find(ALICE, List.of(SESSION)).jobs().getFirst();

        assertThat(run.submittedAt()).contains(Instant.parse("2025-12-31T23:30:00Z"));
        assertThat(run.tags()).containsExactly("a");
    }

    @Test
    void tellsNotRecordedFromNoProgress() {
        gets("/status", file(200, "status-with-naive-times-of-another-zone.json"));
        gets("/metrics/" + SESSION, file(200, "metrics-as-served-empty.json"));

        Curves none = source().curves(ALICE, SESSION, CurveQuery.all());

        assertThat(none.note().orElseThrow()).contains("does not record metrics");
        gets("/metrics/" + SESSION, file(200, "metrics-as-served-with-a-slash-in-a-name.json"));
        assertThat(source().curves(ALICE, SESSION, CurveQuery.all()).curves())
                .extracting(Curves.Curve::name)
                .containsExactly("train_loss", "val/loss");
    }

    @Test
    void takesNoJobsAndSaysWhatToDoInstead() {
        Failure failure = failure(() -> source().submit(ALICE, JobRequest.ofScript("#!/bin/sh")));

        assertThat(FailureWords.say(failure)).contains("start_training");
    }

    @Test
    void saysThatItKeepsNoOutput() {
        gets("/status", file(200, "status-with-naive-times-of-another-zone.json"));
        gets(
                "/notifications/?session_id=" + SESSION,
                json(
                        200,
                        "{\"notifications\":[{\"id\":\"n1\",\"session_id\":\"%s\",\"type\":\"info\",\"title\":\"Epoch\",\"message\":\"done\",\"timestamp\":\"2026-01-01T00:00:00Z\"}]}"
                                .formatted(SESSION)));

        assertThat(
                        FailureWords.say(
                                failure(() ->
                                        source().read(
                                                        ALICE,
                                                        SESSION,
                                                        LogQuery.tail(LogStream.STDOUT, 9)))))
                .contains("get_training_metrics")
                .contains("events");
        assertThat(source().read(ALICE, SESSION, LogQuery.tail(LogStream.EVENTS, 9)).lines())
                .containsExactly("2026-01-01T00:00:00Z Epoch: done");
    }

    @Test
    void theEventsOfARunAreThereUnderTheIdThatListsGive() {
        gets("/status", file(200, "status-with-a-session-of-a-process.json"));
        gets(
                "/notifications/?session_id=" + SESSION,
                json(
                        200,
                        "{\"notifications\":[{\"id\":\"n1\",\"session_id\":\"%s\",\"title\":\"Epoch\",\"message\":\"done\"}]}"
                                .formatted(SESSION)));
        PivotBackend pivot = source();
        JobId listed = pivot.list(ALICE, JobQuery.all(9)).items().getFirst().jobId();

        assertThat(listed).isEqualTo(RUN);
        assertThat(pivot.read(ALICE, listed, LogQuery.tail(LogStream.EVENTS, 9)).lines())
                .containsExactly("Epoch: done");
    }

    @Test
    void findsOutWhichOfTheTwoItIs() {
        gets("/training/start", json(405, "{\"detail\":\"Method Not Allowed\"}"));
        gets("/health", json(200, "{}"));
        assertThat(backend(settings()).health(ALICE).message().orElseThrow())
                .contains("profile src");

        gets("/training/sessions?limit=1", json(200, "{\"sessions\":[]}"));
        assertThat(backend(settings()).health(ALICE).message().orElseThrow())
                .contains("profile doc");
    }

    @Test
    void saysThatItsManagersAreMissing() {
        gets("/health", json(200, "{\"status\":\"healthy\"}"));
        gets("/status", json(500, "{\"detail\":\"Session manager not initialized\"}"));

        assertThat(source().health(ALICE).message().orElseThrow()).contains("without its managers");
    }

    @Test
    void aBusyServiceSaysWhenToComeAgain() {
        gets("/monitor/resources", json(429, "{}").withHeader("Retry-After", "60"));

        assertThat(failure(() -> source().measure(ALICE, MetricsQuery.now(MetricsKind.RESOURCES))))
                .isEqualTo(new Failure.Busy("pivot", Optional.of(Duration.ofSeconds(60))));
    }

    @Test
    void whatOneApiCannotDoIsSaid() {
        gets("/training/sessions/sess_1", json(200, "{\"status\":\"running\"}"));

        assertThat(failure(() -> source().start(ALICE, UNET.withCheckpoint("1"))))
                .isInstanceOf(Failure.NotSupported.class);
        assertThat(
                        failure(() ->
                                guide().control(
                                                ALICE,
                                                new JobId("sess_1"),
                                                Control.of(Control.Action.SUSPEND))))
                .isInstanceOf(Failure.NotSupported.class);
        assertThat(source()).isNotInstanceOf(Notifications.class);
    }
}
