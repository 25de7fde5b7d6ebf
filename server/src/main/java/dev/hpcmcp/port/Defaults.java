package dev.hpcmcp.port;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.TrainingRequest;
import java.util.Optional;

/**
 * What a cluster makes of what a request leaves open, as far as that is known. A cluster without
 * this is asked nothing: what is limited has to be said.
 */
public interface Defaults {
    /**
     * The request with what this cluster is known to fill in. Left in it are only a script that the
     * scheduler reads options from, and native options that could change what the job takes. A wall
     * time that has no effect here is replaced by the one that has.
     */
    JobRequest completed(Caller caller, JobRequest request);

    /** The job that a training run is, where it is one; not completed yet. */
    default Optional<JobRequest> job(Caller caller, TrainingRequest run) {
        return Optional.empty();
    }

    /** As batch schedulers do: one task a node, one core a task, a node for one task, no GPU. */
    static JobRequest asSchedulersDo(JobRequest request) {
        int tasks = request.tasks().or(request::nodes).orElse(1);
        return request.change()
                .tasks(tasks)
                .nodes(request.nodes().orElse(tasks))
                .cores(request.cores().orElse(1))
                .gpus(request.gpus().orElse(0))
                .build();
    }
}
