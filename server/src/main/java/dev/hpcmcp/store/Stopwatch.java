package dev.hpcmcp.store;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How long ago a request was sent, by nobody's clock: clocks jump, and those of two servers differ.
 * What another server sent is timed from when this one first looked for it, which is later.
 */
final class Stopwatch {
    /** What is forgotten is timed anew: it only takes longer. */
    private static final int REMEMBERED = 10_000;

    private final LongSupplier nanos;
    private final Map<Sent, Start> starts =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Sent, Start> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private record Sent(String mark, Instant at) {}

    private record Start(long nanos, boolean ours) {}

    /**
     * How long it certainly is.
     *
     * @param ours whether this process sent it, so that it is no longer either
     */
    record Past(Duration time, boolean ours) {}

    Stopwatch(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** We send it now. */
    synchronized void sending(String mark, Instant sentAt) {
        starts.put(new Sent(mark, sentAt), new Start(nanos.getAsLong(), true));
    }

    /** From now on at the latest it is timed. */
    synchronized Past past(String mark, Instant sentAt) {
        long now = nanos.getAsLong();
        Start start = starts.computeIfAbsent(new Sent(mark, sentAt), _ -> new Start(now, false));
        return new Past(Duration.ofNanos(now - start.nanos()), start.ours());
    }
}
