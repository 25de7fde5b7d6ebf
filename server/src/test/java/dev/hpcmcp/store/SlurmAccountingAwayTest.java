package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.slurm.FakeSlurmrestd;
import dev.hpcmcp.backend.slurm.FakeSlurmrestd.Accounting;
import dev.hpcmcp.backend.slurm.SlurmBackend;
import dev.hpcmcp.backend.slurm.SlurmSettings;
import dev.hpcmcp.backend.slurm.SlurmSettings.Credential;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who cannot look a job up says something else than that it is gone. */
class SlurmAccountingAwayTest {
    @TempDir Path folder;
    private final MovingClock clock = new MovingClock();
    private final Rest rest = new Rest(new Pace(Clock.systemUTC(), time -> {}, () -> 0));
    private FakeSlurmrestd slurm;
    private Ledger ledger;
    private Jobs jobs;
    private JobId id;

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
                        System::nanoTime);
        jobs = (Jobs) ledger.over(backend);
        id = jobs.submit(Callers.ALICE, JobRequest.ofScript("#!/bin/sh\ntrue\n")).job().jobId();
        clock.move(Duration.ofMinutes(10));
        slurm.forget(id, "COMPLETED");
    }

    @AfterEach
    void close() {
        ledger.close();
        rest.close();
        slurm.close();
    }

    private JobsFound look() {
        return jobs.find(Callers.ALICE, List.of(id));
    }

    @Test
    void aJobIsAsItWasUntilTheAccountingAnswersAndThenAsItEnded() {
        slurm.accounting = Accounting.AWAY;
        Job unclear = look().jobs().getFirst();
        assertThat(unclear.state()).isEqualTo(JobState.QUEUED);
        assertThat(unclear.outcome()).isEmpty();
        assertThat(unclear.stale()).isTrue();
        assertThat(unclear.asOf()).isBefore(clock.instant().minus(Duration.ofMinutes(9)));
        assertThat(unclear.reason().orElseThrow()).contains("cannot look for it just now");

        slurm.accounting = Accounting.UP;
        Job ended = look().jobs().getFirst();
        assertThat(ended.outcome()).contains(Outcome.SUCCEEDED);
        assertThat(ended.stale()).isFalse();
    }

    @Test
    void itIsNotCancelledAsIfItWereGone() {
        slurm.accounting = Accounting.AWAY;
        assertThat(LedgerRig.failure(() -> jobs.cancel(Callers.ALICE, id, Cancel.POLITELY)))
                .isInstanceOf(Failure.Unreachable.class);
        slurm.accounting = Accounting.UP;
        assertThat(jobs.cancel(Callers.ALICE, id, Cancel.POLITELY).outcome())
                .contains(Outcome.SUCCEEDED);
    }

    @Test
    void aJobThatWasSeenToEndHasEnded() {
        slurm.accounting = Accounting.UP;
        look();
        slurm.accounting = Accounting.AWAY;
        Job ended = look().jobs().getFirst();
        assertThat(ended.outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void whereThereIsNoAccountingNobodySawItsEnd() {
        Job gone = look().jobs().getFirst();
        assertThat(gone.state()).isEqualTo(JobState.FINISHED);
        assertThat(gone.outcome()).contains(Outcome.UNKNOWN);
    }

    @Test
    void whatThisServerNeverSawIsMissingButNotForSure() {
        slurm.accounting = Accounting.AWAY;
        JobId other = new JobId("9");
        JobsFound found = jobs.find(Callers.ALICE, List.of(other, id));
        assertThat(found.jobs()).extracting(Job::jobId).containsExactly(id);
        assertThat(found.unsure()).containsExactly(other);
        slurm.accounting = Accounting.UP;
        assertThat(jobs.find(Callers.ALICE, List.of(other)).unsure()).isEmpty();
    }
}
