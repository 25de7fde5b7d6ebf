package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Ends jobs, waiting or running; under the spool's lock. */
final class Cancelling {
    private final Index index;
    private final JobStore store;
    private final ProcessTable processes;
    private final Runner runner;
    private final Clock clock;

    Cancelling(Index index, JobStore store, ProcessTable processes, Runner runner, Clock clock) {
        this.index = index;
        this.store = store;
        this.processes = processes;
        this.runner = runner;
        this.clock = clock;
    }

    /** Does nothing to what has finished. */
    void cancel(LocalId id, Map<LocalId, Standing.Entry> entries, Cancel how) throws IOException {
        Optional<String> signal = how.signal().map(Signals::checked);
        if (signal.isPresent()
                && entries.values().stream().noneMatch(entry -> entry.place() == Place.ACTIVE)) {
            if (!entries.isEmpty()) {
                throw new HpcException(
                        new Failure.Conflict(
                                "job "
                                        + id
                                        + " has not started, so there is nothing to send a signal to"));
            }
            return;
        }
        if (signal.isEmpty() && !entries.isEmpty()) {
            dropWaiting(id, entries, how);
        }
        for (Standing.Entry entry : entries.values()) {
            if (entry.place() == Place.ACTIVE) {
                end(store.folders().attempt(entry.id()), signal, how);
            }
        }
    }

    /** One note on the array tells the end of all its tasks that never ran. */
    private void dropWaiting(LocalId id, Map<LocalId, Standing.Entry> entries, Cancel how)
            throws IOException {
        End end =
                End.without(Outcome.CANCELLED, "cancelled before it began", clock.instant())
                        .because(how.reason());
        boolean noted = false;
        for (Standing.Entry entry : entries.values()) {
            if (entry.place() == Place.ACTIVE) {
                continue;
            }
            if (!noted) {
                store.writeEnd(id, end);
                store.touch(id, clock.instant());
                noted = true;
            }
            index.remove(entry.id(), entry.place());
        }
    }

    private void end(Attempt attempt, Optional<String> signal, Cancel how) throws IOException {
        switch (attempt.phase(processes, clock.instant())) {
            case ENDED, LOST -> {}
            case STARTING, RUNNING, SUSPENDED, ENDING, ADRIFT, NEVER_BEGAN -> {
                if (signal.isPresent()) {
                    send(attempt, signal.get());
                } else {
                    finish(attempt, how);
                }
            }
        }
    }

    private void send(Attempt attempt, String signal) throws IOException {
        if (!attempt.endingAsked()) {
            attempt.askEnding(End.SIGNAL + " " + signal);
        }
        runner.signal(attempt, signal);
    }

    private void finish(Attempt attempt, Cancel how) throws IOException {
        attempt.askEnding(End.CANCELLED);
        if (how.reason().isPresent()) {
            attempt.markWhy(how.reason().get());
        }
        runner.end(attempt, how.force());
    }
}
