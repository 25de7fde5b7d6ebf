package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a batch job. */
public final class SubmitJob {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "submit_job",
                    "Submit a job",
                    """
                    Runs a script or command as a batch job; returns its job_id at once. Then call wait_for_job. \
                    Uses the person's quota. Try dry_run first if unsure. One array is better than many like jobs.
                    """,
                    Input.class,
                    Output.class,
                    Effect.CREATES,
                    Scope.JOBS_WRITE,
                    Toolset.JOBS);

    private SubmitJob() {}

    public record Input(
            @Doc("Needed if several could take it") Optional<String> cluster,
            @JsonUnwrapped JobRequest request,
            @Doc("Only check, and show what would be sent") boolean dryRun) {}

    public record Output(
            @Doc("The job, as in get_job") @Brief Optional<Job> job,
            @Doc("One job a replica, as in get_job")
                    @Brief
                    @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<Job> jobs,
            @Doc("Stands for all replicas as job id") Optional<JobId> handle,
            @Doc("Replicas not accepted: name, reason")
                    @Brief
                    @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<NotSubmitted> failures,
            @Doc("Accepted, but know this") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<String> warnings,
            @Doc("True: a retry; nothing new was started")
                    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
                    boolean alreadySubmitted,
            @Handling(Handling.Way.WHOLE)
                    @Doc("dry_run: what would be sent")
                    @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    Map<String, Object> wouldSubmit,
            @Doc("dry_run: what would be refused") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<String> problems,
            @Doc("dry_run: when it could start") Optional<String> estimate) {}

    /** A replica that the cluster did not take. */
    public record NotSubmitted(@Doc("Its name") String name, @Doc("Why") String reason) {}
}
