package dev.hpcmcp.store;

import java.time.Duration;
import java.util.Optional;

/**
 * Tells a holder that works from one that died, by watching its beat. Nobody's clock is asked:
 * clocks jump, and differ.
 */
final class Silence {
    private final long patience;
    private Optional<Intent> last = Optional.empty();
    private long since = System.nanoTime();

    Silence(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** Whether it has shown no life for so long. */
    boolean of(Intent other) {
        boolean same =
                last.filter(before -> before.holder().equals(other.holder()))
                        .filter(before -> before.beat() == other.beat())
                        .isPresent();
        if (!same) {
            last = Optional.of(other);
            since = System.nanoTime();
        }
        return System.nanoTime() - since > patience;
    }
}
