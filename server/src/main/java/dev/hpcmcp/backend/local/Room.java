package dev.hpcmcp.backend.local;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The free slots during one round of scheduling, and who may have them. */
final class Room {
    private final Map<Long, Integer> running = new HashMap<>();
    private int free;
    private boolean closed;

    private Room(int free) {
        this.free = free;
    }

    static Room of(int slots, Standing standing, JobStore store) throws IOException {
        Room room = new Room(slots);
        for (LocalId id : standing.in(Place.ACTIVE)) {
            Optional<StoredJob> job = store.load(id.job());
            job.ifPresent(room::occupy);
        }
        return room;
    }

    int free() {
        return free;
    }

    private void occupy(StoredJob job) {
        free -= job.slots();
        running.merge(job.number(), 1, Integer::sum);
    }

    /** Whether the next in the queue may start; if it does not fit, nobody behind it may. */
    boolean takes(StoredJob job) {
        int limit = job.atATime().orElse(Integer.MAX_VALUE);
        if (closed || running.getOrDefault(job.number(), 0) >= limit) {
            return false;
        }
        if (job.slots() > free) {
            closed = true;
            return false;
        }
        occupy(job);
        return true;
    }
}
