package dev.hpcmcp.watch;

import dev.hpcmcp.port.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Time that moves when the test says so. */
final class SteppedTiming implements Timing {
    /** So near the largest number that it wraps during every test: a careless comparison fails. */
    private static final long START = Long.MAX_VALUE - 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(START);
    private final Map<Thread, Long> asleep = new ConcurrentHashMap<>();

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public void untilNextLook(long nanos) {
        sleep(nanos);
    }

    @Override
    public void untilTold(long nanos) {
        sleep(nanos);
    }

    private void sleep(long nanos) {
        asleep.put(Thread.currentThread(), now.get() + nanos);
        LockSupport.park(this);
        asleep.remove(Thread.currentThread());
    }

    /** Time passes, and whoever slept long enough wakes. */
    void pass(Duration time) {
        long later = now.addAndGet(time.toNanos());
        asleep.forEach((thread, until) -> {
            if (until - later <= 0 && asleep.remove(thread) != null) {
                LockSupport.unpark(thread);
            }
        });
    }

    /** To the moment when the first of them wakes, once so many sleep. */
    void jump(int sleepers) {
        settle(sleepers);
        long left =
                asleep.values().stream().mapToLong(until -> until - now.get()).min().orElseThrow();
        pass(Duration.ofNanos(Math.max(0, left)));
        settle(sleepers);
    }

    /** Until so many sleep; the poller is one of them. */
    void settle(int sleepers) {
        Patience.until("sleepers", asleep::size, size -> size == sleepers);
    }

    int asleep() {
        return asleep.size();
    }

    Duration passed() {
        return Duration.ofNanos(now.get() - START);
    }
}
