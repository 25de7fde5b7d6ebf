package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.JobControlContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, and no server: each call looks after the queue. */
final class LocalJobsContractTest extends JobControlContract {
    @TempDir Path directory;
    private LocalRig rig;

    @BeforeEach
    void open() throws IOException {
        rig = new LocalRig(directory, 4);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Override
    protected Backend backend() {
        return rig.cluster;
    }

    @Override
    protected JobRequest succeeding() {
        return rig.script("echo hello").build();
    }

    @Override
    protected JobRequest failing() {
        return rig.script("exit 3").build();
    }

    @Override
    protected JobRequest lasting() {
        return rig.script("exec sleep 1000").build();
    }

    @Override
    protected Job await(JobId id, JobState state) {
        return rig.await(id, state);
    }
}
