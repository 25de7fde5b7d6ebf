package dev.hpcmcp.watch;

import dev.hpcmcp.port.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether a cluster that failed may be asked again. After some failures in a row it is left alone
 * for a pause that grows; then one look tries, and a good one ends it all.
 */
final class Circuit {
    private static final int PATIENCE = 3;
    private static final int MOST_DOUBLINGS = 16;
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    /** What a cluster may ask for; longer than this is taken for a mistake. */
    private static final Duration MOST_ASKED = Duration.ofMinutes(10);

    private int failures;
    private long until;
    private Optional<Failure> last = Optional.empty();

    void passed() {
        failures = 0;
        last = Optional.empty();
    }

    void failed(Failure failure, long now, long interval) {
        failures++;
        last = Optional.of(failure);
        until = now + Math.max(pause(interval), asked(failure));
    }

    private long pause(long interval) {
        if (failures < PATIENCE) {
            return 0;
        }
        int doublings = Math.min(failures - PATIENCE, MOST_DOUBLINGS);
        return Math.min(interval << doublings, Math.max(interval, LONGEST));
    }

    private static long asked(Failure failure) {
        if (failure instanceof Failure.Busy busy) {
            Duration time = busy.retryAfter().orElse(Duration.ZERO);
            return (time.compareTo(MOST_ASKED) < 0 ? time : MOST_ASKED).toNanos();
        }
        return 0;
    }

    /** Whether the last look failed. */
    boolean failing() {
        return last.isPresent();
    }

    /** Why nobody is to ask now; empty if one may. */
    Optional<Failure> open(long now) {
        return until - now > 0 ? last : Optional.empty();
    }

    long until() {
        return until;
    }

    /** Failures that say nothing of the jobs and may pass. */
    static boolean passing(Failure failure) {
        return failure instanceof Failure.Unreachable
                || failure instanceof Failure.Busy
                || failure instanceof Failure.BadAnswer;
    }
}
