package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.Control;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * Changes jobs without ending them; of an array, all tasks that the change fits. Under the spool's
 * lock.
 */
final class Changing {
    static final Set<Control.Action> ACTIONS =
            Set.of(
                    Control.Action.HOLD,
                    Control.Action.RELEASE,
                    Control.Action.SUSPEND,
                    Control.Action.RESUME,
                    Control.Action.REQUEUE,
                    Control.Action.SET_PRIORITY,
                    Control.Action.SIGNAL);

    private final String cluster;
    private final Index index;
    private final JobStore store;
    private final ProcessTable processes;
    private final Runner runner;
    private final Clock clock;

    Changing(
            String cluster,
            Index index,
            JobStore store,
            ProcessTable processes,
            Runner runner,
            Clock clock) {
        this.cluster = cluster;
        this.index = index;
        this.store = store;
        this.processes = processes;
        this.runner = runner;
        this.clock = clock;
    }

    void change(StoredJob job, LocalId id, Standing standing, Control change) throws IOException {
        boolean done = false;
        if (job.isArray() && !id.isTask()) {
            for (int task : job.indices()) {
                done |= one(id.task(task), standing, change);
            }
        } else {
            done = one(id, standing, change);
        }
        if (!done) {
            throw new HpcException(
                    new Failure.Conflict("job " + id + " " + needed(change.action())));
        }
    }

    private boolean one(LocalId id, Standing standing, Control change) throws IOException {
        Optional<Place> place = standing.place(id);
        return switch (change.action()) {
            case HOLD -> move(id, place, Place.QUEUE, Place.HELD);
            case RELEASE -> move(id, place, Place.HELD, Place.QUEUE);
            case SET_PRIORITY -> prioritise(id, place, change);
            case REQUEUE -> requeue(id, place);
            case SUSPEND -> toRunning(id, place, Attempt.Phase.RUNNING, "STOP");
            case RESUME -> toRunning(id, place, Attempt.Phase.SUSPENDED, "CONT");
            case SIGNAL -> signal(id, place, change);
            case RENEW, SET_TIME_LIMIT ->
                    throw HpcException.notSupported(
                            cluster, change.action().name().toLowerCase(java.util.Locale.ROOT));
        };
    }

    private static String needed(Control.Action action) {
        return switch (action) {
            case HOLD ->
                    "is not waiting in the queue, so it cannot be held; suspend freezes a running job";
            case RELEASE -> "is not held, so it cannot be released";
            case SUSPEND, SIGNAL -> "is not running";
            case RESUME -> "is not suspended";
            case REQUEUE -> "has not started, so it is in the queue already";
            case SET_PRIORITY -> "is not waiting, so its priority cannot matter any more";
            case RENEW, SET_TIME_LIMIT -> "has no end to put off";
        };
    }

    private boolean move(LocalId id, Optional<Place> place, Place from, Place to)
            throws IOException {
        if (place.equals(Optional.of(to))) {
            return true;
        }
        if (!place.equals(Optional.of(from))) {
            return false;
        }
        index.move(id, from, to);
        return true;
    }

    private boolean prioritise(LocalId id, Optional<Place> place, Control change)
            throws IOException {
        int priority =
                change.priority()
                        .orElseThrow(() ->
                                HpcException.invalid(
                                        "priority", "say which priority; higher starts sooner"));
        if (place.isEmpty() || place.get() == Place.ACTIVE) {
            return false;
        }
        index.prioritise(id, priority);
        return true;
    }

    private boolean requeue(LocalId id, Optional<Place> place) throws IOException {
        if (place.isEmpty()) {
            store.reopen(id);
            index.add(id, Place.QUEUE);
            return true;
        }
        Attempt attempt = store.folders().attempt(id);
        if (place.get() != Place.ACTIVE) {
            return false;
        }
        attempt.askEnding(End.REQUEUE);
        runner.end(attempt, false);
        return true;
    }

    private boolean toRunning(LocalId id, Optional<Place> place, Attempt.Phase from, String signal)
            throws IOException {
        Attempt attempt = store.folders().attempt(id);
        if (!place.equals(Optional.of(Place.ACTIVE))
                || attempt.phase(processes, clock.instant()) != from) {
            return false;
        }
        attempt.markSuspended(signal.equals("STOP"));
        runner.signal(attempt, signal);
        return true;
    }

    private boolean signal(LocalId id, Optional<Place> place, Control change) throws IOException {
        String signal =
                Signals.checked(
                        change.signal()
                                .orElseThrow(() ->
                                        HpcException.invalid(
                                                "signal", "say which signal, such as USR1")));
        Attempt attempt = store.folders().attempt(id);
        if (!place.equals(Optional.of(Place.ACTIVE)) || !alive(attempt)) {
            return false;
        }
        runner.signal(attempt, signal);
        return true;
    }

    private boolean alive(Attempt attempt) throws IOException {
        return switch (attempt.phase(processes, clock.instant())) {
            case RUNNING, SUSPENDED, ENDING, ADRIFT -> true;
            case STARTING, ENDED, LOST, NEVER_BEGAN -> false;
        };
    }
}
