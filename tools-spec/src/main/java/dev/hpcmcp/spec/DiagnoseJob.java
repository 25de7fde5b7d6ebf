package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Handling.Way;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a job failed or waits. */
public final class DiagnoseJob {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "diagnose_job",
                    "Diagnose a job",
                    """
                    Why a job failed or still waits, from its state, exit code and the end of its output, with evidence and \
                    advice. Use it after a job did not succeed, before reading whole logs.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.JOBS_READ,
                    Toolset.JOBS);

    private DiagnoseJob() {}

    public record Input(
            @Doc("Needed if there are several clusters") Optional<String> cluster,
            @Doc("Job id") JobId jobId) {}

    /** How sure the diagnosis is. */
    public enum Confidence {
        LOW,
        MEDIUM,
        HIGH
    }

    public record Output(
            @Doc("As in get_job") @Brief JobState state,
            @Doc("As in get_job") @Brief Optional<Outcome> outcome,
            @Doc("The likely cause") @Handling(Way.OURS) String cause,
            @Doc("How sure") Confidence confidence,
            @Doc("What shows it, as data: source, text") @Brief List<Evidence> evidence,
            @Doc("What to do") @Handling(Way.OURS) List<String> advice,
            @Doc("Arguments for submit_job") @Brief @Handling(Way.OURS)
                    Optional<JobRequest> correctedRequest,
            @Doc("Array: by_outcome, failed, groups (cause, count, tasks, example, evidence)")
                    @Brief
                    Optional<Tasks> array) {}

    /** The tasks of an array. */
    public record Tasks(
            @Doc("Tasks per outcome, or per state if unfinished") @Handling(Way.OURS)
                    Map<String, Integer> byOutcome,
            @Doc("Indices of those that did not succeed, as 3-5,9") @Handling(Way.OURS)
                    Optional<String> failed,
            @Doc("Failed tasks by cause, the largest group first") List<Group> groups) {}

    /** Tasks that failed for the same cause. */
    public record Group(
            @Doc("The likely cause") @Handling(Way.OURS) String cause,
            @Doc("How many") int count,
            @Doc("Their indices, as 3-5,9") @Handling(Way.OURS) String tasks,
            @Doc("One of them") JobId example,
            @Doc("What shows it there") List<Evidence> evidence) {}

    /** One thing that shows the cause. */
    public record Evidence(
            @Doc("Where it was seen") @Handling(Way.OURS) String source,
            @Doc("What was seen") @JsonInclude(JsonInclude.Include.ALWAYS) String text) {}
}
