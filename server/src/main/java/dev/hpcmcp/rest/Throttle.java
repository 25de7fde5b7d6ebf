package dev.hpcmcp.rest;

import dev.hpcmcp.port.Allowance;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Outcome.Broken;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How many calls of one sort may leave in a minute, where a cluster's people ask for that. Some may
 * leave at once; then each waits for its turn, and one that would wait for too long is refused
 * before anything of it has left.
 */
public final class Throttle {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int perMinute;
    private final double atOnce;
    private Optional<Allowance> allowance = Optional.empty();

    private Throttle(int perMinute, double atOnce) {
        this.perMinute = perMinute;
        this.atOnce = atOnce;
    }

    public static Throttle perMinute(int calls) {
        return new Throttle(calls, 1);
    }

    /**
     * The same where whoever counts begins at any moment: a third may leave at once and the others
     * come evenly, so that no minute sees more.
     */
    public static Throttle inAnyMinute(int calls) {
        int burst = Math.max(1, calls / 3);
        int steady = Math.max(1, calls - burst);
        return new Throttle(steady, (double) burst / steady);
    }

    void pass(Pace pace, Call call) {
        Duration waited = Duration.ZERO;
        while (true) {
            Duration wait = Duration.ofNanos(take(pace));
            if (wait.isZero()) {
                return;
            }
            waited = waited.plus(wait);
            if (waited.compareTo(PATIENCE) > 0) {
                throw new HpcException(new Failure.Busy(call.cluster(), Optional.of(wait)));
            }
            try {
                pace.sleeper().sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HpcException(Breakages.failure(call, Broken.interrupted(false)), e);
            }
        }
    }

    private synchronized long take(Pace pace) {
        long now = TimeUnit.MILLISECONDS.toNanos(pace.clock().millis());
        if (allowance.isEmpty()) {
            allowance = Optional.of(new Allowance(Optional.of(perMinute), atOnce, now));
        }
        return allowance.get().take(now);
    }
}
