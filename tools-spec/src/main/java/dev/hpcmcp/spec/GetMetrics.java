package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsReading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers about a cluster. */
public final class GetMetrics {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "get_metrics",
                    "Get metrics",
                    """
                    Numbers of a cluster: load now, performance over time, efficiency of jobs, resources of the machine.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.METRICS_READ,
                    Toolset.MONITORING);

    private GetMetrics() {}

    public record Input(
            @Doc("Which, if several") Optional<String> cluster,
            @Doc(value = "Of these", initial = "load") MetricsKind what,
            @Doc("From") Optional<Instant> since,
            @Doc("To") Optional<Instant> until,
            @Doc("As 5m, 1h") Optional<String> interval,
            @Doc("Only its") Optional<String> user,
            @Doc("Only its") Optional<String> queue,
            @Doc("full adds raw") Optional<Detail> detail) {}

    public record Output(
            @Doc("Number by name") @Brief Map<String, Double> figures,
            @Doc("at, figures") @Brief @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<MetricsReading.Point> series,
            @Doc("What is near a limit") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<String> warnings,
            @Handling(Handling.Way.FENCED) @Doc("Its own answer") Optional<String> raw,
            @Doc("When") Instant asOf) {}
}
