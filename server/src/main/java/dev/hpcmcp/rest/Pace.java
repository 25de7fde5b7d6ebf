package dev.hpcmcp.rest;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Time and chance, so that tests can have their own.
 *
 * @param dice from 0 to 1
 */
public record Pace(Clock clock, Sleeper sleeper, DoubleSupplier dice) {
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    public static Pace real() {
        return new Pace(
                Clock.systemUTC(), Thread::sleep, () -> ThreadLocalRandom.current().nextDouble());
    }
}
