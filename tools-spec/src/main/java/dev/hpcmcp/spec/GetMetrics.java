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
            @Doc(value = "Which numbers", initial = "load") MetricsKind what,
            @Doc("From then") Optional<Instant> since,
            @Doc("Until then") Optional<Instant> until,
            @Doc("Between points, as 5m or 1h") Optional<String> interval,
            @Doc("Only this user's") Optional<String> user,
            @Doc("Only this queue's") Optional<String> queue,
            @Doc(value = "efficiency: of jobs that ran so long", min = 1)
                    Optional<Long> minRuntimeSeconds,
            @Doc("full adds raw") Optional<Detail> detail) {}

    public record Output(
            @Doc("Number by name") @Brief Map<String, Double> figures,
            @Doc("at, figures") @Brief @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<MetricsReading.Point> series,
            @Doc("What is near a limit") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<String> warnings,
            @Handling(Handling.Way.FENCED) @Doc("The cluster's own answer") Optional<String> raw,
            @Doc("When we looked") Instant asOf) {}
}
