package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.rest.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One start at a time, and none within a second of another: the service names runs after the
 * second, and two of the same name cannot be told apart or stopped.
 */
final class Spacing {
    static final Duration APART = Duration.ofMillis(1_100);

    private final ReentrantLock turn = new ReentrantLock();
    private final Pace pace;
    private Optional<Instant> last = Optional.empty();

    Spacing(Pace pace) {
        this.pace = pace;
    }

    <T> T inTurn(Supplier<T> start) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            Optional<Duration> wait =
                    last.map(then -> Duration.between(pace.clock().instant(), then.plus(APART)))
                            .filter(left -> left.isPositive() && left.compareTo(APART) <= 0);
            if (wait.isPresent()) {
                pace.sleeper().sleep(wait.get());
            }
            return start.get();
        } finally {
            last = Optional.of(pace.clock().instant());
            turn.unlock();
        }
    }
}
