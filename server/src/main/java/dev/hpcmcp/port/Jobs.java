package dev.hpcmcp.port;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import java.time.Duration;
import java.util.List;

/**
 * Batch jobs. {@code JobsContract} says in tests what every implementation means by these methods.
 */
public interface Jobs {
    /**
     * Starts one job. Replicas are not its business: the tool asks once for each.
     *
     * @throws HpcException {@code InvalidInput} for what the cluster would refuse; {@code
     *     OutcomeUnknown} if it may have been accepted; then it must not be sent again blindly
     */
    Submitted submit(Caller caller, JobRequest request);

    /** Checks a request as {@link #submit} would, and says what would be sent. Changes nothing. */
    SubmitPlan plan(Caller caller, JobRequest request);

    /**
     * The caller's jobs that match, newest first; never half an answer: if the cluster cannot be
     * asked, it throws.
     */
    Page<Job> list(Caller caller, JobQuery query);

    /**
     * Jobs by id, in the order asked. A job that is not there, or not the caller's to see, is in
     * {@code missing}.
     */
    JobsFound find(Caller caller, List<JobId> ids);

    /**
     * Ends a job and answers how it stands afterwards. A job that had already finished is returned
     * unchanged.
     *
     * @throws HpcException {@code NotFound}, {@code NotAllowed}, {@code OutcomeUnknown}
     */
    Job cancel(Caller caller, JobId id, Cancel how);

    /**
     * The tasks of an array, in order; empty for what is none, and where the cluster does not tell
     * them apart.
     */
    default List<Job> tasks(Caller caller, JobId array) {
        return List.of();
    }

    /** How often one may look without being a burden. */
    Duration pollFloor();
}
