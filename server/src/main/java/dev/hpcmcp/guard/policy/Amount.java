package dev.hpcmcp.guard.policy;

import java.time.Duration;

/**
 * How much of something.
 *
 * @param most in seconds where it is hours
 * @param window over how long; zero where it is at one time
 */
public record Amount(long most, Duration window) {
    private static final Duration HOUR = Duration.ofHours(1);

    /** So many at one time. */
    public static Amount atOnce(int most) {
        return new Amount(most, Duration.ZERO);
    }

    public static Amount perHour(int most) {
        return new Amount(most, HOUR);
    }

    /** So many hours of a core or GPU. */
    public static Amount hours(double hours, Duration window) {
        return new Amount(Math.round(hours * HOUR.toSeconds()), window);
    }
}
