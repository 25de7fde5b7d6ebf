package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound.Missing;
import java.util.List;
import java.util.Optional;

/** Jobs by id. */
public final class GetJob {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "get_job",
                    "Look at jobs",
                    """
                    State and outcome of jobs by id. To wait for a change use wait_for_job rather than calling this again and \
                    again.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.JOBS_READ,
                    Toolset.JOBS);

    private GetJob() {}

    public record Input(
            @Doc("Needed if there are several clusters") Optional<String> cluster,
            @Doc(value = "Job ids or handle", min = 1, max = 50) List<JobId> jobIds,
            @Doc(value = "full adds every known field", initial = "concise") Detail detail) {}

    public record Output(
            @Doc("Jobs") List<Job> jobs,
            @Doc("Jobs that could not be shown: job_id, reason")
                    @Brief
                    @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<Missing> missing) {}
}
