package dev.hpcmcp.rest;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before asking again, if at all. Exponential with full jitter, so that callers
 * who failed together do not come back together.
 */
record Patience(DoubleSupplier dice) {
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST = Duration.ofMillis(250);

    /**
     * @param attempt the one that failed, from 1
     * @param asked what the cluster asked for: never undercut, and given up on if there is no time
     *     for it
     */
    Optional<Duration> pause(int attempt, Optional<Duration> asked, Duration left) {
        Duration longest = FIRST.multipliedBy(1L << (attempt - 1));
        Duration jitter = Duration.ofNanos((long) (longest.toNanos() * dice.getAsDouble()));
        Duration pause = asked.filter(wish -> wish.compareTo(jitter) > 0).orElse(jitter);
        return attempt < ATTEMPTS && pause.compareTo(left) < 0
                ? Optional.of(pause)
                : Optional.empty();
    }
}
