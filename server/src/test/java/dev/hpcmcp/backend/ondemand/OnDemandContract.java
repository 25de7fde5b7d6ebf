package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.JobControlContract;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all clusters mean by jobs, over a site of one version. */
abstract class OnDemandContract extends JobControlContract {
    private final Map<JobId, String> endings = new HashMap<>();
    private OnDemandRig rig;

    abstract Version version();

    @BeforeEach
    void open() throws IOException {
        rig = new OnDemandRig(version());
        jobs().list(me(), JobQuery.all(1));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Override
    protected Backend backend() {
        return rig.backend;
    }

    @Override
    protected JobRequest succeeding() {
        return JobRequest.ofScript("#!/bin/bash\necho hello\n");
    }

    @Override
    protected JobRequest failing() {
        return JobRequest.ofScript("#!/bin/bash\nexit 3\n");
    }

    @Override
    protected JobRequest lasting() {
        return JobRequest.ofScript("#!/bin/bash\nsleep 1000\n");
    }

    @Override
    protected void endsAs(JobId id, Outcome outcome) {
        endings.put(id, outcome == Outcome.SUCCEEDED ? "completed" : "failed");
    }

    @Override
    protected Job await(JobId id, JobState state) {
        if (state == JobState.RUNNING) {
            rig.site.cluster.start(id.value());
        } else if (endings.containsKey(id)) {
            rig.site.end(id.value(), endings.get(id));
        }
        Job job = find(id);
        if (job.state() != state) {
            throw new AssertionError("not " + state + " but " + job);
        }
        return job;
    }
}
