package dev.hpcmcp.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sleeping takes no time; the clock goes on as if it had. */
final class FakePace {
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private double dice = 1;

    Pace pace() {
        InstantSource time = () -> Instant.now().plus(slept());
        return new Pace(time.withZone(ZoneOffset.UTC), pauses::add, () -> dice);
    }

    Clock clock() {
        return pace().clock();
    }

    void dice(double value) {
        dice = value;
    }

    List<Duration> pauses() {
        return pauses;
    }

    private Duration slept() {
        return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
