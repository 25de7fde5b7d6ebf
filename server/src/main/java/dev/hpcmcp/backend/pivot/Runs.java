package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Training runs, as one of the two APIs has them. */
sealed interface Runs permits GuideRuns, ServedRuns {
    /**
     * Starts a run.
     *
     * @param warnings where to say what its owner should know
     */
    Submitted start(Caller caller, TrainingRequest request, List<String> warnings);

    /** All of them, newest first. */
    List<Job> all(Caller caller);

    /** In the order asked; those that there are. */
    List<Job> find(Caller caller, List<JobId> ids);

    /** The run that a mark was given to; fails where that cannot be said. */
    Optional<Job> marked(Caller caller, String mark);

    /** Ends a run that has not ended. */
    Job stop(Caller caller, Job run);

    Set<Control.Action> actions();

    Job control(Caller caller, Job run, Control.Action action);

    Curves curves(Caller caller, Job run, CurveQuery query);

    /** What its files and notifications go by, if it has any. */
    Optional<String> session(Caller caller, JobId run);

    /** The same as far as it is known from looks, without another one. */
    Optional<String> line(JobId run);
}
