package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.TrainingRequest;
import java.util.List;
import java.util.Optional;

/** Starts a training run. */
public final class StartTraining {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "start_training",
                    "Start a training run",
                    """
                    Starts a training run from a configuration file on the cluster. From then on it is a job: see wait_for_job, \
                    get_training_metrics, cancel_job.
                    """,
                    Input.class,
                    Output.class,
                    Effect.CREATES,
                    Scope.TRAINING_WRITE,
                    Toolset.TRAINING);

    private StartTraining() {}

    public record Input(
            @Doc("If there are several") Optional<String> cluster,
            @JsonUnwrapped TrainingRequest request) {}

    public record Output(
            @Doc("The run, as in get_job") @Brief Job job,
            @Doc("Started, but know this") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<String> warnings,
            @Doc("True: a retry; nothing new was started")
                    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
                    boolean alreadySubmitted,
            @Handling(Handling.Way.OURS) @Doc("The call to make next") String next) {}
}
