package dev.hpcmcp.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which numbers, for when and whom.
 *
 * @param minRuntime of jobs whose efficiency is told
 */
public record MetricsQuery(
        MetricsKind what,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<Duration> interval,
        Optional<String> user,
        Optional<String> queue,
        Optional<Duration> minRuntime) {
    public MetricsQuery(
            MetricsKind what,
            Optional<Instant> since,
            Optional<Instant> until,
            Optional<Duration> interval,
            Optional<String> user,
            Optional<String> queue) {
        this(what, since, until, interval, user, queue, Optional.empty());
    }

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
