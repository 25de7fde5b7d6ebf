package dev.hpcmcp.guard;

import dev.hpcmcp.port.Caller;
import java.util.Optional;

/** A call that changes nothing, while it runs: it can be ended at any moment. */
final class Running {
    private final Caller caller;
    private final Thread thread = Thread.currentThread();
    private Optional<Stop> stopped = Optional.empty();
    private boolean over;

    Running(Caller caller) {
        this.caller = caller;
    }

    Caller caller() {
        return caller;
    }

    synchronized void end(Stop stop) {
        if (!over && stopped.isEmpty()) {
            stopped = Optional.of(stop);
            thread.interrupt();
        }
    }

    /**
     * From here on it is not interrupted any more. An interrupt of ours that nobody noticed must
     * not hit what the thread does next.
     */
    synchronized Optional<Stop> over() {
        over = true;
        if (stopped.isPresent()) {
            boolean _ = Thread.interrupted();
        }
        return stopped;
    }
}
