package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.Outcome;
import java.io.IOException;
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

    private static final Duration BETWEEN_PURGES = Duration.ofHours(1);

    private final LocalSettings settings;
    private final Index index;
    private final JobStore store;
    private final Reaper reaper;
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
        this.reaper = new Reaper(index, store, processes, views, clock);
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
            changed |= reaper.reap(index.standing());
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
        return reaper.forget(id, Place.QUEUE);
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
            new OldJobs(store.folders().jobs())
                    .forget(index.standing(), now.minus(settings.keep()));
        }
    }
}
