package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.JobsContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The first version: jobs and nothing else, not even where somebody's home directory is. */
class SeedJobsContractTest extends JobsContract {
    private ScriptedSite site;

    @BeforeEach
    void open() throws IOException {
        site =
                new ScriptedSite(
                        new OnDemandRig(
                                Version.R0, settings -> settings.withDirectory("/home/alice")));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Override
    protected Backend backend() {
        return site.backend();
    }

    @Override
    protected JobRequest succeeding() {
        return ScriptedSite.SUCCEEDING;
    }

    @Override
    protected JobRequest failing() {
        return ScriptedSite.FAILING;
    }

    @Override
    protected JobRequest lasting() {
        return ScriptedSite.LASTING;
    }

    @Override
    protected void endsAs(JobId id, Outcome outcome) {
        site.endsAs(id, outcome);
    }

    @Override
    protected Job await(JobId id, JobState state) {
        return site.await(id, state, this::find);
    }
}
