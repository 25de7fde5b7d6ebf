package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.ExportFormat;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
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
                    A table of jobs: written to path, a new file on the server's machine, or its first rows as text.
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
            @Doc("Only these ends") List<Outcome> outcomes,
            @Doc("Owner") Optional<String> user,
            @Doc("Submitted from") Optional<Instant> since,
            @Doc("Submitted before") Optional<Instant> until,
            @Doc("Columns, as get_job names them") List<String> fields,
            @Doc("New file to write") Optional<String> path) {}

    public record Output(
            @Doc("Rows given") long rows,
            @Doc("Size") long bytes,
            @Handling(Handling.Way.OURS) @Doc("The file") Optional<String> path,
            @Handling(Handling.Way.FENCED) @Doc("First rows") Optional<String> text,
            @JsonProperty("native") @Doc("The cluster made it") boolean made,
            @Handling(Handling.Way.OURS) @Doc("What is missing") Optional<String> warning) {}
}
