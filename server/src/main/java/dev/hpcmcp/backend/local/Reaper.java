package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;

/** Sees which active jobs have ended, and which never began. */
final class Reaper {
    private static final int ATTEMPTS = 3;

    private final Index index;
    private final JobStore store;
    private final ProcessTable processes;
    private final Views views;
    private final Clock clock;

    Reaper(Index index, JobStore store, ProcessTable processes, Views views, Clock clock) {
        this.index = index;
        this.store = store;
        this.processes = processes;
        this.views = views;
        this.clock = clock;
    }

    /** Whether anything changed. */
    boolean reap(Standing standing) throws IOException {
        boolean changed = false;
        for (LocalId id : standing.in(Place.ACTIVE)) {
            Attempt attempt = store.folders().attempt(id);
            changed |=
                    switch (attempt.phase(processes, clock.instant())) {
                        case ENDED -> over(id, attempt);
                        case LOST -> lost(id, attempt);
                        case NEVER_BEGAN -> neverBegan(id, attempt);
                        case STARTING, RUNNING, SUSPENDED, ENDING, ADRIFT -> false;
                    };
        }
        return changed;
    }

    private boolean over(LocalId id, Attempt attempt) throws IOException {
        if (attempt.ending().equals(End.REQUEUE)) {
            return again(id);
        }
        return forget(id, Place.ACTIVE);
    }

    private boolean lost(LocalId id, Attempt attempt) throws IOException {
        if (!attempt.ending().equals(End.REQUEUE)) {
            store.writeEnd(id, views.lost(attempt));
        }
        return over(id, attempt);
    }

    private boolean neverBegan(LocalId id, Attempt attempt) throws IOException {
        if (Files.exists(attempt.directory()) && !attempt.claim()) {
            return false;
        }
        if (attempt.ending().equals(End.CANCELLED)) {
            store.writeEnd(
                    id,
                    End.without(Outcome.CANCELLED, "cancelled before it began", clock.instant()));
            return forget(id, Place.ACTIVE);
        }
        if (Files.exists(store.folders().of(id).resolve("run." + ATTEMPTS))) {
            store.writeEnd(
                    id,
                    End.without(Outcome.START_FAILED, "its process never began", clock.instant()));
            return forget(id, Place.ACTIVE);
        }
        return again(id);
    }

    private boolean again(LocalId id) throws IOException {
        store.reopen(id);
        index.move(id, Place.ACTIVE, Place.QUEUE);
        return true;
    }

    /** It has finished. */
    boolean forget(LocalId id, Place place) throws IOException {
        store.touch(id, clock.instant());
        index.remove(id, place);
        return true;
    }
}
