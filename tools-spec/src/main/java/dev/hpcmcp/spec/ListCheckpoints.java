package dev.hpcmcp.spec;

import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.JobId;
import java.util.List;
import java.util.Optional;

/** Saved states of training runs. */
public final class ListCheckpoints {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "list_checkpoints",
                    "List checkpoints",
                    """
                    Saved states of training runs, and the best by a metric. start_training can resume from one.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.TRAINING_READ,
                    Toolset.TRAINING);

    private ListCheckpoints() {}

    public record Input(
            @Doc("If there are several") Optional<String> cluster,
            @Doc("Only this run") Optional<JobId> jobId,
            @Doc("Metric to sort by, best first") Optional<String> bestBy,
            @Doc("What is best; else guessed") Optional<Mode> mode,
            @Doc(value = "Most to return", min = 1, max = 200, initial = "20") int limit,
            @Doc("next_cursor of the call before") Optional<String> cursor) {}

    /** Which value of a metric is best. */
    public enum Mode {
        MAX,
        MIN
    }

    public record Output(
            @Doc(
                            "checkpoint_id, job_id, filename, epoch, metric_name, metric_value, bytes, created_at, best")
                    @Brief
                    List<Checkpoint> checkpoints,
            @Doc("The best by best_by") @Brief Optional<Checkpoint> best,
            @Handling(Handling.Way.EXACT) @Doc("Give as cursor for more")
                    Optional<String> nextCursor,
            @Doc("In all") int total) {}
}
