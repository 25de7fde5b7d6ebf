package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.ExportFormat;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A table of jobs, as a file or as text. */
public final class ExportJobs {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "export_jobs",
                    "Export jobs",
                    """
                    A table of jobs: written to path, a new file of the server, or first rows as text.
                    """,
                    Input.class,
                    Output.class,
                    Effect.CREATES,
                    Scope.REPORTS_WRITE,
                    Toolset.REPORTS);

    private ExportJobs() {}

    public record Input(
            @Doc("Which, if several") Optional<String> cluster,
            @Doc(value = "As", initial = "csv") ExportFormat format,
            @Doc("Only these") List<JobState> states,
            @Doc("Owner") Optional<String> user,
            @Doc("Submitted from") Optional<Instant> since,
            @Doc("Submitted before") Optional<Instant> until,
            @Doc("As in get_job") List<String> fields,
            @Doc("New file") Optional<String> path) {}

    public record Output(
            @Doc("Rows given") long rows,
            @Doc("Size") long bytes,
            @Handling(Handling.Way.OURS) @Doc("The file") Optional<String> path,
            @Handling(Handling.Way.FENCED) @Doc("First rows") Optional<String> text,
            @JsonProperty("native") @Doc("By the cluster") boolean made,
            @Handling(Handling.Way.OURS) @Doc("What lacks") Optional<String> warning) {}
}
