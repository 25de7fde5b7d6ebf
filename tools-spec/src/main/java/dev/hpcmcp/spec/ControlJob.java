package dev.hpcmcp.spec;

import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import java.util.List;
import java.util.Optional;

/** Changes jobs without ending them. */
public final class ControlJob {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "control_job",
                    "Control jobs",
                    """
                    Holds, releases, suspends, resumes, requeues, renews, reprioritises or signals jobs, or changes their time limit. hold keeps a waiting \
                    job from starting; suspend freezes a running one. A cluster that cannot do an action says so. To end jobs \
                    use cancel_job.
                    """,
                    Input.class,
                    Output.class,
                    Effect.CHANGES,
                    Scope.JOBS_WRITE,
                    Toolset.JOBS);

    private ControlJob() {}

    public record Input(
            @Doc("Needed if there are several clusters") Optional<String> cluster,
            @Doc(value = "Job ids", min = 1, max = 100) List<JobId> jobIds,
            @Doc("What to do") Control.Action action,
            @Doc(
                            value = "For set_priority; higher starts sooner",
                            min = -1_000_000,
                            max = 1_000_000_000)
                    Optional<Integer> priority,
            @Doc(value = "For signal, such as USR1", pattern = "^[A-Z0-9]{1,10}$")
                    Optional<String> signal,
            @Doc(value = "Why, for the record", max = 500) Optional<String> reason,
            @Doc(value = "For set_time_limit: run time in all", min = 60)
                    Optional<Long> wallTimeSeconds) {}

    /** What became of one job. */
    public enum Result {
        DONE,
        NOT_FOUND,
        REFUSED,
        UNKNOWN
    }

    public record Output(
            @Doc("Per job: job_id, result (done, not_found, refused, unknown), message, job") @Brief
                    List<Entry> results) {}

    /** What became of one job. */
    public record Entry(
            @Doc("The job") JobId jobId,
            @Doc("What became of it") Result result,
            @Doc("More about it") Optional<String> message,
            @Doc("The job now, as in get_job") Optional<Job> job) {}
}
