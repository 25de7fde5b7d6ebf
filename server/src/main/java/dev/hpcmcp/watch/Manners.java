package dev.hpcmcp.watch;

import java.time.Duration;
import java.util.Optional;

/**
 * How a cluster wants to be asked, where its people said so.
 *
 * @param pollFloor how often one may look at most; what the backend says if empty
 * @param requestsPerMinute how many looks a minute at most, for all callers together; what else is
 *     asked is counted where it leaves
 */
public record Manners(Optional<Duration> pollFloor, Optional<Integer> requestsPerMinute) {
    public static final Manners USUAL = new Manners(Optional.empty(), Optional.empty());

    public Manners {
        if (pollFloor.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("a poll floor is not negative");
        }
        if (requestsPerMinute.filter(n -> n < 1).isPresent()) {
            throw new IllegalArgumentException("at least one request a minute is needed");
        }
    }
}
