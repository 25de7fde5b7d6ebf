package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.Caller;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Jobs that were held through us. Of Slurm the API tells a held job as one that waits, so this is
 * all that is known; what runs or has ended is not held any more.
 */
final class Holds {
    private static final String WHY =
            "held through this server; the site itself does not tell held from queued";

    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    private record Held(String subject, JobId id) {}

    void add(Caller caller, JobId id) {
        held.add(new Held(caller.subject(), id));
    }

    void remove(Caller caller, JobId id) {
        held.remove(new Held(caller.subject(), id));
    }

    Job seen(Caller caller, Job job) {
        Held known = new Held(caller.subject(), job.jobId());
        if (!held.contains(known)) {
            return job;
        }
        if (job.state() == JobState.QUEUED) {
            return job.change()
                    .state(JobState.HELD, job.nativeState())
                    .reason(java.util.Optional.of(WHY))
                    .build();
        }
        if (job.state() != JobState.HELD) {
            held.remove(known);
        }
        return job;
    }
}
