package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sees what has ended and starts what can start. First come, first served within a priority, and
 * strictly so: the first that does not fit keeps back those behind it. Every method runs under the
 * spool's lock.
 */
final class Scheduler {
    private static final int ROUNDS = 50;

    /** Others wait for the lock meanwhile. */
    private static final Duration ENOUGH = Duration.ofMillis(200);

    private static final int ATTEMPTS = 3;
    private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

    private final LocalSettings settings;
    private final Index index;
    private final JobStore store;
    private final ProcessTable processes;
    private final Views views;
    private final Runner runner;
    private final Preparation preparation;
    private final Clock clock;
    private volatile Optional<String> trouble = Optional.empty();
    private Instant lastPurge = Instant.MIN;

    Scheduler(
            LocalSettings settings,
            Index index,
            JobStore store,
            ProcessTable processes,
            Views views,
            Runner runner,
            Clock clock) {
        this.settings = settings;
        this.index = index;
        this.store = store;
        this.processes = processes;
        this.views = views;
        this.runner = runner;
        this.preparation = new Preparation(settings.id(), store.folders());
        this.clock = clock;
    }

    /** Why jobs that could start do not, such as a full disk. */
    Optional<String> trouble() {
        return trouble;
    }

    /**
     * One start can let another job start, and one end ends those that needed its success: so it
     * goes on until all is quiet, within reason. Answers whether anything changed.
     */
    boolean pass() throws IOException {
        long enough = System.nanoTime() + ENOUGH.toNanos();
        boolean any = false;
        boolean changed = true;
        for (int round = 0; changed && round < ROUNDS && System.nanoTime() < enough; round++) {
            changed = unfold(index.standing());
            changed |= reap(index.standing());
            changed |= start(index.standing());
            any |= changed;
        }
        purgeSometimes();
        return any;
    }

    /**
     * An array is entered with one entry, so that it is accepted whole; here its tasks get theirs.
     */
    private boolean unfold(Standing standing) throws IOException {
        boolean changed = false;
        for (Standing.Entry entry : standing.entries().values()) {
            Optional<StoredJob> job =
                    entry.id().isTask() ? Optional.empty() : store.load(entry.id().job());
            if (job.filter(StoredJob::isArray).isPresent()) {
                for (int task : job.get().indices()) {
                    index.add(entry.id().task(task), entry.place());
                }
                index.remove(entry.id(), entry.place());
                changed = true;
            }
        }
        return changed;
    }

    private boolean reap(Standing standing) throws IOException {
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

    private boolean forget(LocalId id, Place place) throws IOException {
        store.touch(id, clock.instant());
        index.remove(id, place);
        return true;
    }

    private boolean start(Standing standing) throws IOException {
        Room room = Room.of(settings.slots(), standing, store);
        Map<Long, Dependencies.Verdict> verdicts = new HashMap<>();
        boolean changed = false;
        for (Standing.Entry entry : standing.waiting()) {
            Optional<StoredJob> job = store.load(entry.id().job());
            if (job.isEmpty()) {
                index.remove(entry.id(), Place.QUEUE);
                continue;
            }
            Dependencies.Verdict verdict = verdict(job.get(), standing, verdicts);
            changed |=
                    switch (verdict) {
                        case Dependencies.Verdict.Never never -> give(entry.id(), never.reason());
                        case Dependencies.Verdict.Waiting waiting -> false;
                        case Dependencies.Verdict.Met met ->
                                room.takes(job.get()) && start(job.get(), entry.id());
                    };
        }
        return changed;
    }

    private Dependencies.Verdict verdict(
            StoredJob job, Standing standing, Map<Long, Dependencies.Verdict> known)
            throws IOException {
        Optional<Dependencies.Verdict> before = Optional.ofNullable(known.get(job.number()));
        if (before.isPresent()) {
            return before.get();
        }
        Dependencies.Verdict verdict = new Dependencies(views).of(job, standing);
        known.put(job.number(), verdict);
        return verdict;
    }

    private boolean give(LocalId id, String reason) throws IOException {
        store.writeEnd(id, End.without(Outcome.CANCELLED, reason, clock.instant()));
        return forget(id, Place.QUEUE);
    }

    /** A job that cannot be started now, for instance because the disk is full, waits on. */
    private boolean start(StoredJob job, LocalId id) throws IOException {
        try {
            store.reopen(id);
            Attempt attempt = preparation.prepare(job, id);
            index.move(id, Place.QUEUE, Place.ACTIVE);
            launch(job, id, attempt);
            trouble = Optional.empty();
            return true;
        } catch (IOException broken) {
            trouble = Optional.of("job " + id + " could not be started: " + broken.getMessage());
            return false;
        }
    }

    private void launch(StoredJob job, LocalId id, Attempt attempt) throws IOException {
        try {
            runner.run(attempt, id, job.wallTimeSeconds());
        } catch (IOException broken) {
            index.move(id, Place.ACTIVE, Place.QUEUE);
            throw broken;
        }
    }

    private void purgeSometimes() throws IOException {
        Instant now = clock.instant();
        if (lastPurge.isBefore(now.minus(BETWEEN_PURGES))) {
            lastPurge = now;
            store.purge(index.standing(), now.minus(settings.keep()));
        }
    }
}
