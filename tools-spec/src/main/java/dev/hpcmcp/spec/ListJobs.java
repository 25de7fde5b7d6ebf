package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Jobs, newest first. */
public final class ListJobs {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "list_jobs",
                    "List jobs",
                    """
                    Your jobs, newest first, on one cluster or on all. A cluster that could not be asked is named in \
                    unavailable: its jobs are unknown, not absent. For jobs whose id you know use get_job.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.JOBS_READ,
                    Toolset.JOBS);

    private ListJobs() {}

    public record Input(
            @Doc("Only this cluster; else all") Optional<String> cluster,
            @Doc("Only these states") List<JobState> states,
            @Doc("Only these outcomes") List<Outcome> outcomes,
            @Doc("Only these kinds") List<JobKind> kinds,
            @Doc("Part of the name") Optional<String> nameContains,
            @Doc("Only this queue") Optional<String> queue,
            @Doc("Only this owner") Optional<String> user,
            @Doc("Only submitted since") Optional<Instant> since,
            @Doc(value = "Most jobs to return", min = 1, max = 200, initial = "50") int limit,
            @Doc("next_cursor of the call before") Optional<String> cursor,
            @Doc(value = "full adds every known field", initial = "concise") Detail detail) {}

    public record Output(
            @Doc("Jobs, as in get_job") @Brief List<Job> jobs,
            @Handling(Handling.Way.EXACT) @Doc("Give as cursor for more")
                    Optional<String> nextCursor,
            @Doc("How many match in all") Optional<Integer> total,
            @Doc("Clusters that could not be asked: cluster, reason")
                    @Brief
                    @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<Unavailable> unavailable) {}

    /** A cluster that did not answer. */
    public record Unavailable(@Doc("Its id") String cluster, @Doc("Why") String reason) {}
}
