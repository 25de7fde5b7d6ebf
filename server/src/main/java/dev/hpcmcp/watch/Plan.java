package dev.hpcmcp.watch;

import dev.hpcmcp.model.JobId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Cuts what has to be looked at into requests of bearable size. A round is a look at every job that
 * somebody waits for; it is one request unless there are very many.
 */
final class Plan {
    /** Jobs in one question; for more of them a list is cheaper. */
    private static final int BATCH = 200;

    private final Set<JobId> pending = new LinkedHashSet<>();
    private boolean listed;

    boolean unfinished() {
        return !pending.isEmpty();
    }

    void stop() {
        pending.clear();
    }

    /** A round begins; jobs that have finished are not asked for again while others have not. */
    void begin(Crowd crowd, Sights sights) {
        Set<JobId> fresh = crowd.newIds();
        Set<JobId> all = crowd.ids();
        all.stream().filter(id -> fresh.contains(id) || !sights.finished(id)).forEach(pending::add);
        if (pending.isEmpty()) {
            pending.addAll(all);
        }
        listed = false;
    }

    /** The next request of the round. */
    Step.Ask next(Waiter who, long now, long era) {
        boolean listing = !listed && pending.size() > BATCH;
        List<JobId> ids = listing ? List.copyOf(pending) : pending.stream().limit(BATCH).toList();
        listed = true;
        if (!listing) {
            ids.forEach(pending::remove);
        }
        return new Step.Ask(who, ids, listing, now, era);
    }

    void found(List<JobId> ids) {
        ids.forEach(pending::remove);
    }

    /** A request for those who want one look, beside the rounds. */
    static Step.Ask forReaders(List<Waiter> readers, long now, long era) {
        Set<JobId> ids = new LinkedHashSet<>();
        for (Waiter reader : readers) {
            if (ids.isEmpty() || ids.size() + reader.ids().size() <= BATCH) {
                ids.addAll(reader.ids());
            }
        }
        return new Step.Ask(readers.getFirst(), new ArrayList<>(ids), false, now, era);
    }
}
