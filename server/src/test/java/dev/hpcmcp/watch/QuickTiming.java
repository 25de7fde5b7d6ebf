package dev.hpcmcp.watch;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Time that jumps to whatever is next, so that nothing waits: a sleeping poller moves it, up to
 * where somebody who waits has waited long enough.
 */
public final class QuickTiming implements Timing {
    private static final long REAL = Duration.ofMillis(1).toNanos();

    private final AtomicLong now = new AtomicLong();
    private final Map<Thread, Long> waiting = new ConcurrentHashMap<>();

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public void untilNextLook(long nanos) {
        if (waiting.isEmpty()) {
            LockSupport.parkNanos(this, REAL);
            return;
        }
        long target = now.get() + nanos;
        waiting.forEach((thread, until) -> {
            if (until <= target) {
                now.accumulateAndGet(until, Math::max);
                LockSupport.unpark(thread);
                awaken(thread, until);
            }
        });
        if (waiting.values().stream().allMatch(until -> until > target)) {
            now.accumulateAndGet(target, Math::max);
        }
    }

    /** Somebody who waits again at once, for another time, has been awake. */
    private void awaken(Thread thread, Long until) {
        while (until.equals(waiting.get(thread)) && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, REAL);
        }
    }

    @Override
    public void untilTold(long nanos) {
        waiting.put(Thread.currentThread(), now.get() + nanos);
        LockSupport.park(this);
        waiting.remove(Thread.currentThread());
    }
}
