package dev.hpcmcp.backend.pivot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Client;
import dev.hpcmcp.tool.Toolbox;
import dev.hpcmcp.tool.Toolboxes;
import dev.hpcmcp.watch.Manners;
import dev.hpcmcp.watch.Timing;
import dev.hpcmcp.watch.Watcher;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent waits for a run, from the tool down to the service that speaks by itself. */
class PivotWaitTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger reports = new AtomicInteger();
    private final ExecutorService agent = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<PivotRig> rig = Optional.empty();

    /** Stands still, so that no look comes of itself, unless somebody moves it. */
    private final Timing timing =
            new Timing() {
                @Override
                public long nanos() {
                    return now.get();
                }

                @Override
                public void untilNextLook(long nanos) {
                    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(1));
                }

                @Override
                public void untilTold(long nanos) {
                    LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(1));
                }
            };

    @AfterEach
    void close() {
        agent.shutdownNow();
        rig.ifPresent(PivotRig::close);
    }

    private PivotRig open(Profile profile) throws IOException {
        PivotRig opened = new PivotRig(profile, Duration.ofMinutes(1));
        rig = Optional.of(opened);
        return opened;
    }

    private Future<Answer> waiting(PivotRig opened, String run) {
        Backends all = new Backends(List.of(opened.backend));
        Manners calm = new Manners(Optional.of(Duration.ofSeconds(20)), Optional.empty());
        Toolbox tools =
                Toolboxes.over(
                        all,
                        new Access(EnumSet.allOf(Toolset.class), false, all),
                        new Watcher(_ -> calm, timing, new Random(7)),
                        Clock.systemUTC());
        Client listening = Client.telling((_, _, _) -> reports.incrementAndGet());
        return agent.submit(() ->
                tools.call(
                        Callers.ALICE,
                        "wait_for_job",
                        Map.of("job_ids", List.of(run), "timeout_seconds", 100),
                        listening));
    }

    /** After the first looks they are seconds apart, and the line to the service is open. */
    private void untilLooksAreRare(PivotRig opened) throws InterruptedException {
        Patience.until(
                "an open line",
                () -> {
                    pass(Duration.ofMillis(250));
                    return opened.server.streams.open() > 0;
                });
        for (int second = 0; second < 30; second++) {
            pass(Duration.ofSeconds(1));
            TimeUnit.MILLISECONDS.sleep(10);
        }
        int before;
        do { // Right after a look news are not worth another one.
            before = opened.server.requests.size();
            pass(Duration.ofSeconds(2));
            TimeUnit.MILLISECONDS.sleep(100);
        } while (opened.server.requests.size() != before);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static String state(Answer answer) {
        return String.valueOf(answer.structured());
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void theEndIsToldWhenTheServiceSaysSoAndNotAtTheNextLook(Profile profile) throws Exception {
        PivotRig opened = open(profile);
        String run = run(opened);
        opened.server.epoch(run, 1, 10, Map.of("loss", 0.5));
        // What is asked about in SRC is not the process but its session.
        Future<Answer> waiting = waiting(opened, run.replace("train_", "session_"));
        untilLooksAreRare(opened);
        opened.server.status(run, "completed");
        assertThat(waiting.isDone()).isFalse();

        opened.server.streams.say("complete", "{\"type\":\"training_complete\"}");

        assertThat(state(waiting.get(20, TimeUnit.SECONDS)))
                .contains("\"state\":\"finished\"")
                .contains("\"outcome\":\"succeeded\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEpochIsReportedWhileTheWaitGoesOn(boolean sse) throws Exception {
        PivotRig opened = open(Profile.DOC);
        opened.server.streams.withoutSse = !sse;
        String run = run(opened);
        Future<Answer> waiting = waiting(opened, run);
        untilLooksAreRare(opened);
        int before = reports.get();
        opened.server.epoch(run, 3, 10, Map.of("loss", 0.25));

        opened.server.streams.say("metrics", "{\"type\":\"epoch_complete\",\"epoch\":3}");

        Patience.until("a report", () -> reports.get() > before);
        assertThat(waiting.isDone()).isFalse();
    }

    private static String run(PivotRig opened) {
        return opened.backend
                .start(Callers.ALICE, TrainingRequest.of("a.yaml"))
                .job()
                .jobId()
                .value();
    }
}
