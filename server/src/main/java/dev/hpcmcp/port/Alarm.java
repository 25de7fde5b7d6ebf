package dev.hpcmcp.port;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Something short to be done when a wait has taken too long. A virtual thread that waits with a
 * limit wakes a thread of the system when it begins and when it ends, though the limit is hardly
 * ever reached; this wakes one when it is.
 */
public final class Alarm implements AutoCloseable {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Future<?> ring;

    private Alarm(Future<?> ring) {
        this.ring = ring;
    }

    private static ScheduledThreadPoolExecutor clock() {
        var clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("alarm").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    public static Alarm in(Duration time, Runnable then) {
        return new Alarm(CLOCK.schedule(then, time.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Each time after so long. */
    public static Alarm every(Duration time, Runnable then) {
        long nanos = time.toNanos();
        return new Alarm(CLOCK.scheduleWithFixedDelay(then, nanos, nanos, TimeUnit.NANOSECONDS));
    }

    /** Nothing rings from now on. */
    @Override
    public void close() {
        ring.cancel(false);
    }
}
