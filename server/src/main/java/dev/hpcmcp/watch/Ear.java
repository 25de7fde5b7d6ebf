package dev.hpcmcp.watch;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Events;
import dev.hpcmcp.port.Jobs;
import java.util.Optional;

/** Listens to a cluster that speaks by itself. Belongs to one poller, and is closed with it. */
final class Ear implements AutoCloseable {
    private final Jobs cluster;
    private final Caller caller;
    private final Runnable changed;
    private Optional<Events.Following> open = Optional.empty();

    Ear(Jobs cluster, Caller caller, Runnable changed) {
        this.cluster = cluster;
        this.caller = caller;
        this.changed = changed;
    }

    /**
     * Opens or closes it. False if it was opened just now: that may have taken a while, so what
     * comes next has to be thought over.
     */
    boolean listen(boolean wanted) {
        if (!wanted) {
            close();
        }
        if (!wanted || open.isPresent() || !(cluster instanceof Events events)) {
            return true;
        }
        open = Optional.of(events.follow(caller, changed));
        return false;
    }

    @Override
    public void close() {
        open.ifPresent(Events.Following::close);
        open = Optional.empty();
    }
}
