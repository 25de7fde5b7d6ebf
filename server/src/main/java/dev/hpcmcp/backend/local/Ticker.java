package dev.hpcmcp.backend.local;

import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.util.Optional;

/** Looks after the queue again and again while a server lives. */
final class Ticker implements AutoCloseable {
    private final Cluster cluster;
    private final Duration period;
    private Optional<Thread> thread = Optional.empty();

    Ticker(Cluster cluster, Duration period) {
        this.cluster = cluster;
        this.period = period;
    }

    synchronized void start() {
        if (thread.isEmpty()) {
            thread = Optional.of(Thread.ofVirtual().name("local-queue").start(this::run));
        }
    }

    private void run() {
        boolean entered = false;
        do {
            try {
                if (!entered) {
                    cluster.enterServer();
                    entered = true;
                }
                cluster.pass();
            } catch (HpcException broken) {
                // health() tells people; the spool may be repaired while we run.
            }
        } while (pause(period));
    }

    /** False if the thread is to stop. */
    static boolean pause(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (thread.isEmpty()) {
            return;
        }
        thread.get().interrupt();
        try {
            thread.get().join();
            cluster.leaveServer();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (HpcException broken) {
            // Then nobody can be told, and runners will see that this process is gone.
        }
        thread = Optional.empty();
    }
}
