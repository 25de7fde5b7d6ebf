package dev.hpcmcp.backend.pivot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Events;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a service has to bear from somebody who waits for many runs. */
class PivotRequestsTest {
    private static final int RUNS = 20;
    private static final Predicate<String> IS_LINE = line -> line.matches(".*/(sse|ws)/.*");

    private Optional<PivotRig> rig = Optional.empty();

    @AfterEach
    void close() {
        rig.ifPresent(PivotRig::close);
    }

    private PivotRig open(Profile profile) throws IOException {
        PivotRig opened = new PivotRig(profile, Duration.ofMinutes(1));
        rig = Optional.of(opened);
        return opened;
    }

    private static List<JobId> started(PivotRig opened) {
        List<JobId> runs = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            runs.add(
                    opened.backend
                            .start(Callers.ALICE, TrainingRequest.of("a.yaml"))
                            .job()
                            .jobId());
        }
        opened.server.requests.clear();
        return runs;
    }

    /** Of looks; each of the few lines that are open is one more. */
    private static List<String> looks(PivotRig opened) {
        return opened.server.requests.stream().filter(IS_LINE.negate()).toList();
    }

    private static void look(PivotRig opened, List<JobId> runs, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(opened.backend.find(Callers.ALICE, runs).jobs())
                    .hasSize(RUNS)
                    .allMatch(run -> run.state() == JobState.RUNNING);
        }
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void aLookAtManyRunsThatSomebodyWaitsForIsOneRequest(Profile profile) throws IOException {
        PivotRig opened = open(profile);
        List<JobId> runs = started(opened);
        runs.forEach(run -> opened.server.epoch(run.value(), 1, 10, Map.of("loss", 0.5)));
        try (Events.Following _ = opened.backend.follow(Callers.ALICE, () -> {})) {
            look(opened, runs, 3);
        }
        assertThat(looks(opened)).hasSize(3);
    }

    @Test
    void processesThatNoLookShowsAreLookedForEverywhereOnce() throws IOException {
        PivotRig opened = open(Profile.SRC);
        List<JobId> runs = started(opened);
        try (Events.Following _ = opened.backend.follow(Callers.ALICE, () -> {})) {
            look(opened, runs, 3);
        }
        assertThat(looks(opened)).hasSize(Workers.TRIES + 2);
    }

    @Test
    void aServiceWithoutAListIsAskedAboutEach() throws IOException {
        PivotRig opened = open(Profile.DOC);
        List<JobId> runs = started(opened);
        opened.server.withoutList = true;

        look(opened, runs, 1);

        assertThat(looks(opened)).hasSize(1 + RUNS);
    }

    /** The list would be longer than the looks it saves. */
    @Test
    void aLongListIsNotReadForAFewRuns() throws IOException {
        PivotRig opened = open(Profile.DOC);
        List<JobId> runs = started(opened);
        for (int i = 0; i < 2_000; i++) {
            opened.server.runs.put(
                    "other_" + i,
                    Map.<String, Object>of("session_id", "o" + i, "status", "running"));
        }
        List<JobId> some = runs.subList(0, 5);

        assertThat(opened.backend.find(Callers.ALICE, some).jobs()).hasSize(5);

        assertThat(looks(opened)).hasSize(1 + 5);
    }
}
