package dev.hpcmcp.spec;

import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends jobs. */
public final class CancelJob {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "cancel_job",
                    "Cancel jobs",
                    """
                    Ends jobs or sessions by id; what they had not saved is lost. A filter ends nothing: it shows what it matches \
                    and gives in next the call that ends them; show that to the person first.
                    """,
                    Input.class,
                    Output.class,
                    Effect.DESTROYS,
                    Scope.JOBS_WRITE,
                    Toolset.JOBS);

    private CancelJob() {}

    public record Input(
            @Doc("Needed if there are several clusters") Optional<String> cluster,
            @Doc(value = "Job ids or handle; or give filter", max = 100) List<JobId> jobIds,
            @Doc("Preview your jobs that match all of these") Optional<Filter> filter,
            @Doc(value = "Send only this signal, such as INT", pattern = "^[A-Z0-9]{1,10}$")
                    Optional<String> signal,
            @Doc("Kill at once instead of asking first") boolean force,
            @Doc(value = "Why, for the record", max = 500) Optional<String> reason,
            @Doc("Only show what it would do") boolean dryRun) {}

    /** Which jobs to end. */
    public record Filter(
            @Doc("Part of the name, or all of it with *: sweep-*") Optional<String> nameContains,
            @Doc("Kinds") List<JobKind> kinds,
            @Doc("States") List<JobState> states,
            @Doc("Queue") Optional<String> queue,
            @Doc("Submitted since") Optional<Instant> since) {}

    /** What became of one job. */
    public enum Result {
        CANCELLED,
        /** The cluster has taken the order, and the job goes on for now. */
        REQUESTED,
        /** It has the signal; what it makes of that is its own affair. */
        SIGNALLED,
        ALREADY_FINISHED,
        NOT_FOUND,
        REFUSED,
        UNKNOWN,
        WOULD_CANCEL
    }

    public record Output(
            @Doc("Per job: job_id, result, message, job") @Brief List<Entry> results,
            @Doc(
                            "How many of each result: cancelled, requested (goes on for now), signalled, already_finished, not_found, refused, unknown, would_cancel")
                    Map<Result, Integer> summary,
            @Handling(Handling.Way.OURS) @Doc("The call to make next") Optional<String> next) {}

    /** What became of one job. */
    public record Entry(
            @Doc("The job") JobId jobId,
            @Doc("What became of it") Result result,
            @Doc("More about it") Optional<String> message,
            @Doc("The job now, as in get_job") Optional<Job> job) {}
}
