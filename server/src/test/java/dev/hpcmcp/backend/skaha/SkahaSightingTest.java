package dev.hpcmcp.backend.skaha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as every version of the service tells of them. */
class SkahaSightingTest extends SkahaFixture {
    private static final JobId HEADLESS = new JobId("mrjdtbn9");
    private static final JobId NOTEBOOK = new JobId("n0tebook");

    private Job seen(JobId id, String file) {
        answers("/v1/session/" + id, recorded(file));
        return skaha.find(ALICE, List.of(id)).jobs().getFirst();
    }

    @Test
    void readsAFinishedJobOfToday() {
        Job job = seen(HEADLESS, "session-finished-headless.json");

        assertThat(job.kind()).isEqualTo(JobKind.HEADLESS);
        assertThat(job.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(job.nativeState()).isEqualTo("Completed");
        assertThat(job.owner()).contains("alice");
        assertThat(job.startedAt()).contains(Instant.parse("2026-08-01T18:59:12Z"));
        assertThat(job.expiresAt()).contains(Instant.parse("2026-08-15T18:59:12Z"));
        assertThat(job.wallTimeSeconds()).contains(1_209_600L);
        assertThat(job.connectUrl()).isEmpty();
        assertThat(job.resources().orElseThrow().cores()).contains(2);
        assertThat(job.resources().orElseThrow().memoryGb()).as("8 was asked for").contains(8.0);
        assertThat(job.resources().orElseThrow().gpus()).isEmpty();
    }

    @Test
    void readsTheNoneStringsOfTheFirstVersion() {
        answers("/v1/session", recorded("session-v0-with-none-strings.json"));

        Job job = skaha.list(ALICE, JobQuery.all(5)).items().getFirst();

        assertThat(job.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(job.connectUrl()).isEmpty();
        assertThat(job.usage()).isEmpty();
        assertThat(job.resources().orElseThrow().memoryGb()).contains(8.0);
        assertThat(job.resources().orElseThrow().gpus()).isEmpty();
    }

    @Test
    void readsWhatTheGuideDocuments() {
        answers("/v1/session", recorded("session-as-the-guide-documents-it.json"));

        Job job = skaha.list(ALICE, JobQuery.all(5)).items().getFirst();

        assertThat(job.jobId().value()).isEqualTo("abc12345");
        assertThat(job.kind()).isEqualTo(JobKind.NOTEBOOK);
        assertThat(job.outcome()).contains(Outcome.FAILED);
        assertThat(job.reason()).contains("Image pull failed");
        assertThat(job.resources().orElseThrow().memoryGb()).contains(4.0);
        assertThat(job.connectUrl()).isEmpty();
    }

    @Test
    void givesALinkOnlyWhenItLeadsSomewhere() {
        assertThat(seen(NOTEBOOK, "session-pending-with-link-already.json").connectUrl()).isEmpty();
        assertThat(seen(NOTEBOOK, "session-running-start-without-seconds.json").connectUrl())
                .contains(
                        "https://sessions.example.org/session/notebook/n0tebook/lab?token=n0tebook");
    }

    @Test
    void readsTimesWithoutSecondsAndRawNanocores() {
        Job job = seen(NOTEBOOK, "session-running-start-without-seconds.json");

        assertThat(job.startedAt()).contains(Instant.parse("2026-08-01T15:45:00Z"));
        assertThat(job.elapsedSeconds()).contains(29_700L);
        assertThat(job.resources().orElseThrow().cores()).as("1.500").contains(2);
        assertThat(job.usage().orElseThrow().cpuEfficiency().orElseThrow())
                .isCloseTo(0.2, within(0.001));
        assertThat(job.usage().orElseThrow().memoryEfficiency().orElseThrow())
                .isCloseTo(0.026, within(0.001));
    }

    @Test
    void keepsAStatusItHasNeverHeardOf() {
        Job job = seen(HEADLESS, "session-of-an-unheard-status.json");

        assertThat(job.state()).isEqualTo(JobState.UNKNOWN);
        assertThat(job.nativeState()).isEqualTo("Steeping");
    }

    @ParameterizedTest
    @CsvSource({
        "Pending,QUEUED,", "Running,RUNNING,", "Completed,FINISHED,SUCCEEDED",
        "Succeeded,FINISHED,SUCCEEDED", "Failed,FINISHED,FAILED", "Error,FINISHED,FAILED",
        "Terminating,ENDING,", "Unknown,UNKNOWN,", "running,RUNNING,"
    })
    void knowsEveryStatus(String word, JobState state, Outcome outcome) {
        answers(
                "/v1/session/mrjdtbn9",
                json("{\"id\":\"mrjdtbn9\",\"status\":\"%s\"}".formatted(word)));

        Job job = skaha.find(ALICE, List.of(HEADLESS)).jobs().getFirst();

        assertThat(job.state()).isEqualTo(state);
        assertThat(job.outcome()).isEqualTo(Optional.ofNullable(outcome));
        assertThat(job.nativeState()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+b=c", "a@b", "a[1]", "a:b:c", "a:", "a:_b", "_x"})
    void anIdThatNoSessionCanHaveNeverLeaves(String id) {
        JobsFound found = skaha.find(ALICE, List.of(new JobId(id)));

        assertThat(found.missing()).hasSize(1);
        assertThat(left()).isEmpty();
    }

    @Test
    void aSessionThatIsNotTheOneAskedForIsNotShown() {
        answers("/v1/session/another1", recorded("session-finished-headless.json"));

        assertThat(skaha.find(ALICE, List.of(new JobId("another1"))).jobs()).isEmpty();
    }

    @Test
    void looksAtManyWithOneList() {
        answers("/v1/session", json("[" + Answers.file("session-finished-headless.json") + "]"));

        JobsFound found = skaha.find(ALICE, List.of(NOTEBOOK, HEADLESS));

        assertThat(found.jobs()).extracting(Job::jobId).containsExactly(HEADLESS);
        assertThat(found.missing().getFirst().reason()).contains("removed");
        assertThat(left().stream().filter(r -> r.getUrl().contains("/session"))).hasSize(1);
        assertThat(left()).noneMatch(r -> r.getUrl().contains("view=all"));
    }

    @Test
    void aDeletionIsBelievedWhenTheSessionIsGone() {
        inTurn(
                recorded("session-running-start-without-seconds.json"),
                text(404, "session n0tebook not found"));
        answersDelete("/v1/session/n0tebook", text(200, ""));

        Job job = skaha.cancel(ALICE, NOTEBOOK, Cancel.POLITELY);

        assertThat(job.outcome()).contains(Outcome.CANCELLED);
        assertThat(job.connectUrl()).isEmpty();
    }

    @Test
    void aDeletionThatTheServiceOnlyPretendedIsNotBelieved() {
        answers("/v1/session/n0tebook", recorded("session-running-start-without-seconds.json"));
        answersDelete("/v1/session/n0tebook", text(200, ""));

        Job job = skaha.cancel(ALICE, NOTEBOOK, Cancel.POLITELY);

        assertThat(job.state()).isEqualTo(JobState.ENDING);
        assertThat(job.reason().orElseThrow()).contains("still shows it");
    }

    @Test
    void anUnknownIdIsNotDeletedAlthoughTheServiceWouldSayYes() {
        answers("/v1/session/zzzz9999", text(404, "session zzzz9999 not found"));

        assertThat(failure(() -> skaha.cancel(ALICE, new JobId("zzzz9999"), Cancel.POLITELY)))
                .isEqualTo(new Failure.NotFound("job", "zzzz9999"));
        assertThat(left()).noneMatch(r -> r.getMethod().getName().equals("DELETE"));
    }

    @Test
    void renewsWithAFormAndReadsTheNewEnd() {
        answers("/v1/session/n0tebook", recorded("session-running-start-without-seconds.json"));
        answersPost("/v1/session/n0tebook", text(200, ""));

        Job job = skaha.control(ALICE, NOTEBOOK, Control.of(Control.Action.RENEW));

        assertThat(created().getBodyAsString()).isEqualTo("action=renew");
        assertThat(created().getHeader("Content-Type"))
                .startsWith("application/x-www-form-urlencoded");
        assertThat(job.expiresAt()).contains(Instant.parse("2026-08-05T15:45:00Z"));
    }

    @Test
    void whatCannotBeRenewedIsAConflictWithTheReason() {
        answers("/v1/session/n0tebook", recorded("session-pending-with-link-already.json"));
        answersPost(
                "/v1/session/n0tebook",
                text(400, "No active job for user alice with session n0tebook"));
        assertThat(failure(() -> skaha.control(ALICE, NOTEBOOK, Control.of(Control.Action.RENEW))))
                .isInstanceOf(Failure.Conflict.class);

        answers("/v1/session/mrjdtbn9", recorded("session-finished-headless.json"));
        assertThat(failure(() -> skaha.control(ALICE, HEADLESS, Control.of(Control.Action.RENEW))))
                .isInstanceOf(Failure.Conflict.class);
    }

    private void inTurn(ResponseDefinitionBuilder first, ResponseDefinitionBuilder second) {
        server.stubFor(
                WireMock.get("/skaha/v1/session/n0tebook")
                        .inScenario("turn")
                        .whenScenarioStateIs("Started")
                        .willReturn(first)
                        .willSetStateTo("later"));
        server.stubFor(
                WireMock.get("/skaha/v1/session/n0tebook")
                        .inScenario("turn")
                        .whenScenarioStateIs("later")
                        .willReturn(second));
    }

    @Test
    void readsAFailedJobOfTheFirstYearsOfV1() {
        Job job = seen(HEADLESS, "session-early-v1-failed-with-none-strings.json");
        assertThat(job.outcome()).contains(Outcome.FAILED);
        assertThat(job.connectUrl()).isEmpty();
        assertThat(job.usage()).isEmpty();
        assertThat(job.resources().orElseThrow().memoryGb()).contains(8.0);
    }

    @Test
    void anAppIsKnownByItsDesktopAndItself() {
        answers("/v1/session?type=desktop-app", recorded("sessions-apps-of-two-desktops.json"));
        JobQuery apps = JobQuery.all(5).ofKinds(List.of(JobKind.DESKTOP_APP));
        assertThat(skaha.list(ALICE, apps).items())
                .extracting(job -> job.jobId().value())
                .containsExactlyInAnyOrder("d3sktop1:x7k", "d3sktop2:x7k");
        assertThat(left()).noneMatch(r -> r.getUrl().equals("/skaha/v1/session"));
        assertThat(
                        failure(() ->
                                skaha.control(
                                        ALICE,
                                        new JobId("d3sktop1:x7k"),
                                        Control.of(Control.Action.RENEW))))
                .isInstanceOf(Failure.NotSupported.class);
    }

    @Test
    void aMarkBehindANameIsNotShownAndAForeignOneIsNotTouched() {
        answers(
                "/v1/session",
                json(
                        "[{\"id\":\"a1\",\"status\":\"Running\",\"name\":\"%s\"},{\"id\":\"a2\",\"status\":\"Running\",\"name\":\"x--0123456789\"}]"
                                .formatted(MarkedName.of("mine", "hpcmcp-1"))));
        assertThat(skaha.list(ALICE, JobQuery.all(5)).items())
                .extracting(job -> job.name().orElseThrow())
                .containsExactlyInAnyOrder("mine", "x--0123456789");
        assertThat(skaha.findByMark(ALICE, "hpcmcp-1").orElseThrow().jobId().value())
                .isEqualTo("a1");
        assertThat(skaha.findByMark(ALICE, "hpcmcp-2")).isEmpty();
    }

    @Test
    void namesAreLookedForAsTheServiceKeepsThem() {
        answers(
                "/v1/session",
                json("[{\"id\":\"a1\",\"status\":\"Running\",\"name\":\"sweep-1\"}]"));
        JobQuery query = JobQuery.all(5).named(Optional.of("Sweep"));
        assertThat(skaha.list(ALICE, query).items()).hasSize(1);
    }
}
