package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound.Missing;
import java.util.List;
import java.util.Optional;

/** Waits until jobs have started or finished. */
public final class WaitForJob {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "wait_for_job",
                    "Wait for jobs",
                    """
                    Waits until the jobs have finished (or started, or any one has finished), at most timeout_seconds. If \
                    reached is false make the call in next; nothing is wrong unless jobs are missing. Costs the cluster less than repeated get_job.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.JOBS_READ,
                    Toolset.JOBS);

    private WaitForJob() {}

    public record Input(
            @Doc("Needed if there are several clusters") Optional<String> cluster,
            @Doc(value = "Job ids or handle", min = 1, max = 50) List<JobId> jobIds,
            @Doc(value = "What to wait for", initial = "finished") Until until,
            @Doc(value = "Longest wait", min = 0, max = 100, initial = "50") int timeoutSeconds) {}

    /** What to wait for. */
    public enum Until {
        FINISHED,
        STARTED,
        ANY_FINISHED
    }

    public record Output(
            @Doc("Whether it came to that") boolean reached,
            @Doc("The jobs now, as in get_job") @Brief List<Job> jobs,
            @Doc("Jobs that could not be shown") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<Missing> missing,
            @Handling(Handling.Way.OURS) @Doc("The call to make next") Optional<String> next) {}
}
