package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.slurm.FakeSlurmrestd;
import dev.hpcmcp.backend.slurm.SlurmBackend;
import dev.hpcmcp.backend.slurm.SlurmSettings;
import dev.hpcmcp.backend.slurm.SlurmSettings.Credential;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A submit whose answer was lost is found by its mark and adopted, never sent twice. */
class LostSlurmAnswersTest {
    private static final JobRequest SCRIPT = JobRequest.ofScript("#!/bin/sh\ntrue\n");
    private static final JobRequest ONCE =
            SCRIPT.change().requestId(Optional.of("nightly run 7")).build();

    @TempDir Path folder;
    private final MovingClock clock = new MovingClock();
    private final AtomicLong ticks = new AtomicLong();
    private final Rest rest = new Rest(new Pace(Clock.systemUTC(), time -> {}, () -> 0));
    private FakeSlurmrestd slurm;
    private Ledger ledger;
    private Jobs jobs;

    @BeforeEach
    void open() throws IOException {
        slurm = new FakeSlurmrestd();
        Credential alice = new Credential.Token("alice", Secret.of("token-of-alice"));
        SlurmBackend backend =
                new SlurmBackend(
                        SlurmSettings.usual("lab", slurm.url(), alice)
                                .withVersion("v0.0.38")
                                .withDirectory("/home/%u"),
                        rest,
                        clock);
        ledger =
                LedgerRig.ledger(
                        new StoreSettings(
                                "jdbc:sqlite:" + folder.resolve("store.db"), Duration.ofDays(90)),
                        clock,
                        ticks::get);
        jobs = (Jobs) ledger.over(backend);
    }

    @AfterEach
    void close() {
        ledger.close();
        rest.close();
        slurm.close();
    }

    @Test
    void aJobWhoseAcceptanceGotLostIsAdoptedAndNotSentTwice() {
        slurm.losesAnswers = true;
        Submitted adopted = jobs.submit(Callers.ALICE, ONCE);
        assertThat(adopted.job().jobId().value()).isEqualTo("100");
        assertThat(adopted.warnings()).singleElement().asString().contains("found again");
        Submitted again = jobs.submit(Callers.ALICE, ONCE);
        assertThat(again.already()).isTrue();
        assertThat(again.job().jobId()).isEqualTo(adopted.job().jobId());
        assertThat(slurm.submits).hasValue(1);
    }

    @Test
    void itIsAdoptedWithoutARequestIdToo() {
        slurm.losesAnswers = true;
        assertThat(jobs.submit(Callers.ALICE, SCRIPT).job().jobId().value()).isEqualTo("100");
        assertThat(slurm.submits).hasValue(1);
    }

    @Test
    void whatNeverArrivedIsSentAgainOnlyOnceThatIsCertain() {
        slurm.losesRequests = true;
        assertThat(failure(ONCE)).isInstanceOf(Failure.OutcomeUnknown.class);
        slurm.losesRequests = false;
        assertThat(failure(ONCE)).isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(slurm.submits).hasValue(1);
        pass(Duration.ofSeconds(31));
        assertThat(jobs.submit(Callers.ALICE, ONCE).job().jobId().value()).isEqualTo("100");
        assertThat(slurm.submits).hasValue(2);
    }

    @Test
    void aJobThatMayHaveComeAndGoneIsNeverSentAgain() {
        slurm.losesAnswers = true;
        slurm.losesRequests = true;
        assertThat(failure(ONCE)).isInstanceOf(Failure.OutcomeUnknown.class);
        pass(Duration.ofMinutes(6));
        assertThat(failure(ONCE)).isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(slurm.submits).hasValue(1);
    }

    @Test
    void aClockThatWasSetForwardMeansThatItMayHaveComeAndGone() {
        slurm.losesRequests = true;
        assertThat(failure(ONCE)).isInstanceOf(Failure.OutcomeUnknown.class);
        pass(Duration.ofSeconds(31));
        clock.move(Duration.ofHours(1));
        assertThat(failure(ONCE)).isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(slurm.submits).hasValue(1);
    }

    private void pass(Duration time) {
        clock.move(time);
        ticks.addAndGet(time.toNanos());
    }

    private Failure failure(JobRequest request) {
        return LedgerRig.failure(() -> jobs.submit(Callers.ALICE, request));
    }
}
