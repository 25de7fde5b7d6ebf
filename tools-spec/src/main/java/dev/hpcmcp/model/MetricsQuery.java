package dev.hpcmcp.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which numbers, for when and whom. */
public record MetricsQuery(
        MetricsKind what,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<Duration> interval,
        Optional<String> user,
        Optional<String> queue) {
    public static MetricsQuery now(MetricsKind what) {
        return new MetricsQuery(
                what,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
