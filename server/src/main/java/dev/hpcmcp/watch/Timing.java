package dev.hpcmcp.watch;

import java.util.concurrent.locks.LockSupport;

/**
 * Time that only moves forward, and sleeping in it. Waiting is measured by this and never by the
 * clock on the wall, which people and daemons set. Both sleeps end early when the thread is
 * unparked or interrupted, and may end early for no reason.
 */
public interface Timing {
    Timing SYSTEM = new Timing() {};

    default long nanos() {
        return System.nanoTime();
    }

    /** Of a poller, between two looks. */
    default void untilNextLook(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    /** Of somebody who waits for news. */
    default void untilTold(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }
}
