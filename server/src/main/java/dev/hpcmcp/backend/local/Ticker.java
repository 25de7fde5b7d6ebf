package dev.hpcmcp.backend.local;

import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks after the queue again and again while a server lives. */
final class Ticker implements AutoCloseable {
    /** Where things happen there is soon more to do. */
    private static final Duration BUSY = Duration.ofMillis(20);

    private final Cluster cluster;
    private final Duration period;
    private final CountDownLatch stop = new CountDownLatch(1);
    private Optional<Thread> thread = Optional.empty();

    Ticker(Cluster cluster, Duration period) {
        this.cluster = cluster;
        this.period = period;
    }

    synchronized void start() {
        if (thread.isEmpty() && stop.getCount() > 0) {
            thread = Optional.of(Thread.ofVirtual().name("local-queue").start(this::run));
        }
    }

    private void run() {
        boolean entered = false;
        boolean changed = false;
        do {
            try {
                if (!entered) {
                    cluster.enterServer();
                    entered = true;
                }
                changed = cluster.pass();
            } catch (HpcException broken) {
                // health() tells people; the spool may be repaired while we run.
                changed = false;
            }
        } while (!stopped(changed ? BUSY : period));
    }

    private boolean stopped(Duration time) {
        try {
            return stop.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException told) {
            return true;
        }
    }

    /** Waits for the end of a pass that is under way. */
    @Override
    public synchronized void close() {
        stop.countDown();
        if (thread.isEmpty()) {
            return;
        }
        try {
            thread.get().join();
            cluster.leaveServer();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        } catch (HpcException broken) {
            // Then nobody can be told, and runners will see that this process is gone.
        }
        thread = Optional.empty();
    }
}
