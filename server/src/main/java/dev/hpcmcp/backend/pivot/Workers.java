package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Several workers behind one address have a memory each: what there is may be unknown to the one
 * that is asked, whoever made it and whenever, and nothing was done then. So what somebody names is
 * asked for a few times before it is said not to be there.
 */
final class Workers {
    static final int TRIES = 4;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final String cluster;
    private final Pace pace;
    private volatile boolean suspected;

    Workers(String cluster, Pace pace) {
        this.cluster = cluster;
        this.pace = pace;
    }

    /**
     * Looks until it is found.
     *
     * @param look sends its calls as it is told to: a line that stays open leads to the same worker
     *     again
     */
    <T> Optional<T> search(Function<UnaryOperator<Call>, Optional<T>> look) {
        Optional<T> found = look.apply(UnaryOperator.identity());
        for (int again = 1; found.isEmpty() && again < TRIES; again++) {
            rest(PAUSE.multipliedBy(again));
            found = look.apply(call -> call.header("Connection", "close"));
            if (found.isPresent()) {
                suspected = true;
            }
        }
        return found;
    }

    private void rest(Duration time) {
        try {
            pace.sleeper().sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HpcException(new Failure.Unreachable(cluster, "the call was cancelled"), e);
        }
    }

    boolean suspected() {
        return suspected;
    }
}
