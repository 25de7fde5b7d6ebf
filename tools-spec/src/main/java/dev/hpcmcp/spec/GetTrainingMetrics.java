package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.JobId;
import java.util.List;
import java.util.Optional;

/** The curves of training runs. */
public final class GetTrainingMetrics {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "get_training_metrics",
                    "Read training metrics",
                    """
                    Metrics of a training run by epoch, or of several runs: curves thinned to their extremes, best epoch, trend, \
                    over-fitting.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.TRAINING_READ,
                    Toolset.TRAINING);

    private GetTrainingMetrics() {}

    public record Input(
            @Doc("If there are several") Optional<String> cluster,
            @Doc("The run") JobId jobId,
            @Doc(value = "More runs", max = 7) List<JobId> compareWith,
            @Doc("Such as val_loss; else all") List<String> names,
            @Doc("From this epoch") Optional<Integer> fromEpoch,
            @Doc("Up to this one") Optional<Integer> toEpoch,
            @Doc(value = "Most points a curve", min = 4, max = 1000, initial = "50") int points,
            @Doc("Add a picture for people") boolean chart) {}

    public record Output(
            @Doc(
                            "job_id, name, points ([epoch, value]), recorded, min, max, last, best_epoch, trend (rising, falling, flat, unclear)")
                    @Brief
                    List<Series> series,
            @Doc("What they show") List<String> summary,
            @Doc("Why something is not there") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<String> notes) {}

    /** One metric of one run. */
    public record Series(
            @Doc("The run") JobId jobId,
            @Doc("The metric") String name,
            @Doc("Epoch and value") List<List<Double>> points,
            @Doc("How many were recorded") int recorded,
            @Doc("Smallest value") double min,
            @Doc("Largest value") double max,
            @Doc("Last value") double last,
            @Doc("Epoch of the best value, where it is known what is good")
                    Optional<Integer> bestEpoch,
            @Doc("Where it is going") Trend trend) {}

    /** Where a curve is going at its end. */
    public enum Trend {
        RISING,
        FALLING,
        FLAT,
        UNCLEAR
    }
}
