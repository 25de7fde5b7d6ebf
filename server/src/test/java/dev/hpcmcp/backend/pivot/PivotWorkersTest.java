package dev.hpcmcp.backend.pivot;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.text.FailureWords;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers of a service that have a memory each, before a server of ours that has just started: it
 * has seen none of the runs that it is asked about.
 */
class PivotWorkersTest extends PivotFixture {
    private static final JobId PROCESS = new JobId("train_20260101_000000");
    private static final JobId SESSION = new JobId("session_20260101_000000");
    private static final String NONE = "{\"sessions\":[]}";
    private static final String ONE =
            "{\"sessions\":[{\"session_id\":\"%s\",\"process_id\":\"%s\",\"status\":\"running\"}]}"
                    .formatted(SESSION, PROCESS);
    private static final String GONE = "{\"detail\":\"Process not found: x\"}";

    /** The first two asked are the wrong ones. */
    private void thirdKnows(Supplier<MappingBuilder> call, int status, String wrong, String right) {
        step(call.get(), Scenario.STARTED, "second", status, wrong);
        step(call.get(), "second", "third", status, wrong);
        step(call.get(), "third", "third", 200, right);
    }

    private void step(MappingBuilder call, String at, String then, int status, String body) {
        server.stubFor(
                call.inScenario("workers")
                        .whenScenarioStateIs(at)
                        .willReturn(json(status, body))
                        .willSetStateTo(then));
    }

    private static Job only(JobsFound found) {
        assertThat(found.missing()).isEmpty();
        return found.jobs().getFirst();
    }

    private long asked(String line) {
        return left().stream().filter(line::equals).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"train_20260101_000000", "session_20260101_000000"})
    void aLookAtTheWrongWorkerIsNotBelieved(String id) {
        thirdKnows(() -> get("/api/v1/status"), 200, NONE, ONE);
        PivotBackend pivot = source();

        assertThat(only(pivot.find(ALICE, List.of(new JobId(id)))).state())
                .isEqualTo(JobState.RUNNING);

        assertThat(slept).hasSize(2).allMatch(time -> time.compareTo(Duration.ofSeconds(1)) < 0);
        gets("/health", json(200, "{\"status\":\"healthy\"}"));
        assertThat(pivot.health(ALICE).message().orElseThrow()).contains("several workers");
    }

    /** A line that stays open leads to the same one. */
    @Test
    void anotherWorkerIsAskedOnALineOfItsOwn() {
        gets("/status", json(200, NONE));

        source().find(ALICE, List.of(SESSION));

        assertThat(requests())
                .hasSize(Workers.TRIES)
                .extracting(request -> "close".equals(request.getHeader("Connection")))
                .containsExactly(false, true, true, true);
    }

    @Test
    void aRunOfTheGuideIsLookedForLikewise() {
        thirdKnows(
                () -> get("/api/v1/training/sessions/sess_1"),
                404,
                "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"x\"}}",
                "{\"session_id\":\"sess_1\",\"status\":\"running\"}");

        assertThat(only(guide().find(ALICE, List.of(new JobId("sess_1")))).state())
                .isEqualTo(JobState.RUNNING);
    }

    @Test
    void aRunIsStoppedByTheWorkerThatHasIt() {
        gets("/status", json(200, NONE));
        thirdKnows(() -> post("/api/v1/training/stop"), 404, GONE, "{\"status\":\"stopped\"}");

        assertThat(source().cancel(ALICE, PROCESS, Cancel.POLITELY).outcome())
                .contains(Outcome.CANCELLED);
    }

    @Test
    void aSessionIsStoppedByItsProcessAlsoWhenTheWrongWorkerIsAskedForThat() {
        step(get("/api/v1/status"), Scenario.STARTED, "second", 200, ONE);
        step(get("/api/v1/status"), "second", "third", 200, NONE);
        step(get("/api/v1/status"), "third", "third", 200, ONE);
        posts("/training/stop", json(200, "{\"status\":\"stopped\"}"));

        source().cancel(ALICE, SESSION, Cancel.POLITELY);

        assertThat(requests().getLast().getBodyAsString()).contains(PROCESS.value());
    }

    /** "Not found" would be told as "has ended before" by what remembers the run. */
    @Test
    void whatNoWorkerKnowsIsNotSaidToHaveEnded() {
        gets("/status", json(200, NONE));
        posts("/training/stop", json(404, GONE));

        Failure failure = failure(() -> source().cancel(ALICE, PROCESS, Cancel.POLITELY));

        assertThat(failure).isInstanceOf(Failure.Conflict.class);
        assertThat(FailureWords.say(failure)).contains("nothing was done", "may go on");
        assertThat(asked("POST /api/v1/training/stop")).isEqualTo(Workers.TRIES);
    }

    @Test
    void aProcessThatHasNoSessionIsLookedForEverywhereOnce() {
        gets("/status", json(200, NONE));
        PivotBackend pivot = source();

        pivot.find(ALICE, List.of(PROCESS));
        pivot.find(ALICE, List.of(PROCESS));
        pivot.find(ALICE, List.of(PROCESS));

        assertThat(asked("GET /api/v1/status")).isEqualTo(Workers.TRIES + 2);
    }

    @Test
    void aStrangeIdCostsAFewLooksAndIsMissing() {
        gets("/status", json(200, NONE));

        JobsFound found = source().find(ALICE, List.of(new JobId("nonsense")));

        assertThat(found.missing()).hasSize(1);
        assertThat(asked("GET /api/v1/status")).isEqualTo(Workers.TRIES);
    }
}
