package dev.hpcmcp.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The moment at which a call has taken long enough, its repetitions included. */
record Deadline(Clock clock, Instant end) {
    static Deadline in(Clock clock, Duration time) {
        return new Deadline(clock, clock.instant().plus(time));
    }

    Duration left() {
        return Duration.between(clock.instant(), end);
    }

    boolean hasPassed() {
        return !left().isPositive();
    }
}
