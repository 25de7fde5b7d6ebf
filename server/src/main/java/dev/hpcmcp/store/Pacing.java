package dev.hpcmcp.store;

import java.time.Duration;
import java.util.List;

/**
 * How long things take.
 *
 * @param beat how often a holder shows that it is alive
 * @param silence after this long without a beat it counts as dead
 * @param longest how long to wait for another call with the same request id
 * @param poll how often to look in the meantime
 * @param looks the pauses between looks for a job whose acceptance nobody saw
 */
record Pacing(
        Duration beat, Duration silence, Duration longest, Duration poll, List<Duration> looks) {
    static final Pacing USUAL =
            new Pacing(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(100),
                    List.of(Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(2)));

    Pacing {
        looks = List.copyOf(looks);
    }

    /** False if the caller does not want to wait any more. */
    static boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
