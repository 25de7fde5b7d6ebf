package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A site whose jobs go on as soon as a test waits for them to. */
final class ScriptedSite implements AutoCloseable {
    static final JobRequest SUCCEEDING = JobRequest.ofScript("#!/bin/bash\necho hello\n");
    static final JobRequest FAILING = JobRequest.ofScript("#!/bin/bash\nexit 3\n");
    static final JobRequest LASTING = JobRequest.ofScript("#!/bin/bash\nsleep 1000\n");

    private final OnDemandRig rig;
    private final Map<JobId, String> endings = new HashMap<>();

    ScriptedSite(OnDemandRig rig) {
        this.rig = rig;
    }

    OnDemandBackend backend() {
        return rig.backend;
    }

    void endsAs(JobId id, Outcome outcome) {
        endings.put(id, outcome == Outcome.SUCCEEDED ? "completed" : "failed");
    }

    Job await(JobId id, JobState state, Function<JobId, Job> find) {
        if (state == JobState.RUNNING) {
            rig.site.cluster.start(id.value());
        } else if (endings.containsKey(id)) {
            rig.site.end(id.value(), endings.get(id));
        }
        Job job = find.apply(id);
        if (job.state() != state) {
            throw new AssertionError("not " + state + " but " + job);
        }
        return job;
    }

    @Override
    public void close() {
        rig.close();
    }
}
