package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Numbers of a cluster. Names carry their unit ({@code cpu_percent}, {@code wait_seconds_mean},
 * {@code jobs_running}); a percentage is 0 to 100.
 *
 * @param raw the cluster's own answer, for who wants to see it all
 */
public record MetricsReading(
        @Doc("The cluster's id") String cluster,
        @Doc("What was asked for") MetricsKind what,
        @Doc("Number by name; units are in the names") Map<String, Double> figures,
        @Doc("Over time, oldest first: at, figures")
                @Brief
                @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<Point> series,
        @Doc("What is near or over its threshold") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                List<String> warnings,
        @Handling(Handling.Way.FENCED) @Doc("The cluster's own answer, with detail full")
                Optional<String> raw,
        @Doc("When we looked") Instant asOf) {
    public MetricsReading {
        figures = java.util.Collections.unmodifiableMap(new TreeMap<>(figures));
        series = List.copyOf(series);
        warnings = List.copyOf(warnings);
    }

    /** The figures of one moment. */
    public record Point(
            @Doc("When") Instant at, @Doc("Number by name") Map<String, Double> figures) {
        public Point {
            figures = java.util.Collections.unmodifiableMap(new TreeMap<>(figures));
        }
    }

    public MetricsReading withoutRaw() {
        return new MetricsReading(cluster, what, figures, series, warnings, Optional.empty(), asOf);
    }
}
