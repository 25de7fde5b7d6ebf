package dev.hpcmcp.model;

import java.util.Map;
import java.util.Optional;

/** How far a job says it is. */
public record Progress(
        @Doc("Units done") double current,
        @Doc("Units in all") Optional<Double> total,
        @Doc("Such as epochs") Optional<String> unit,
        @Doc("0 to 1") Optional<Double> fraction,
        @Doc("Latest numbers by name") Map<String, Double> metrics) {
    public Progress {
        metrics = Map.copyOf(metrics);
    }
}
