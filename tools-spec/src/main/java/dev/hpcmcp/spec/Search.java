package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Hit;
import java.util.List;
import java.util.Optional;

/** Jobs, nodes and users by words. */
public final class Search {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "search",
                    "Search",
                    """
                    Finds jobs, nodes and users by words. To filter jobs use list_jobs.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.JOBS_READ,
                    Toolset.MONITORING);

    private Search() {}

    public record Input(
            @Doc("Else all") Optional<String> cluster,
            @Doc(value = "Words", max = 200) String query,
            @Doc("Only these") Optional<Hit.Kind> type,
            @Doc(value = "At most", min = 1, max = 100, initial = "20") int limit) {}

    public record Output(
            @Doc("cluster, type, id, title, description, score") @Brief List<Result> results,
            @Doc("Not searched: cluster, reason") @Brief @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<ListJobs.Unavailable> unavailable) {}

    /** Something found, and where. */
    public record Result(
            @Doc("Its cluster") String cluster,
            @Doc("What it is") Hit.Kind type,
            @Doc("Its id or name") String id,
            @Doc("Its title") Optional<String> title,
            @Doc("More about it") Optional<String> description,
            @Doc("How well it fits, 0 to 1") Optional<Double> score) {}
}
