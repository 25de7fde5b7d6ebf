package dev.hpcmcp.port;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for something real to happen, no longer than a deadline. */
public final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Patience() {}

    /** Looks until what it sees is wanted, and answers that. */
    public static <T> T until(String what, Supplier<T> look, Predicate<T> wanted) {
        return until(what, LONGEST, look, wanted);
    }

    public static <T> T until(
            String what, Duration longest, Supplier<T> look, Predicate<T> wanted) {
        long deadline = System.nanoTime() + longest.toNanos();
        T seen = look.get();
        while (!wanted.test(seen)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what + "; last seen: " + seen);
            }
            try {
                Thread.sleep(15);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
            seen = look.get();
        }
        return seen;
    }

    public static void until(String what, Supplier<Boolean> happened) {
        until(what, happened, seen -> seen);
    }
}
