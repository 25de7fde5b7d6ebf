package dev.hpcmcp.backend.pivot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Training;
import dev.hpcmcp.store.Store;
import dev.hpcmcp.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process of this service cannot be asked about: what we remember of it is all there is. */
class PivotLedgerTest {
    @TempDir private Path folder;
    private PivotRig rig;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        rig = new PivotRig(Profile.SRC);
        store =
                new Store(
                        new StoreSettings(
                                "jdbc:sqlite:" + folder.resolve("store.db"), Duration.ofDays(1)),
                        Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
        rig.close();
    }

    private JobId started() {
        Backend remembered = store.ledger().over(rig.backend);
        return ((Training) remembered)
                .start(Callers.ALICE, TrainingRequest.of("configs/small.yaml"))
                .job()
                .jobId();
    }

    /** By a server that was started anew. */
    private Job found(JobId run) {
        Jobs jobs = (Jobs) store.ledger().over(rig.another());
        return jobs.find(Callers.ALICE, List.of(run)).jobs().getFirst();
    }

    @Test
    void aRunThatNobodyCanBeAskedAboutIsToldAsItWasLastSeen() {
        JobId run = started();

        Job job = found(run);

        assertThat(job.stale()).isTrue();
        assertThat(job.state()).isEqualTo(JobState.RUNNING);
        assertThat(job.reason().orElseThrow()).contains("does not notice when a run ends");
        assertThat(job.name()).contains("small");
    }

    @Test
    void aRunThatWasStoppedThroughUsStaysSo() {
        JobId run = started();
        ((Jobs) store.ledger().over(rig.backend))
                .cancel(Callers.ALICE, run, dev.hpcmcp.model.Cancel.POLITELY);

        Job job = found(run);

        assertThat(job.state()).isEqualTo(JobState.FINISHED);
        assertThat(job.outcome()).contains(Outcome.CANCELLED);
    }
}
