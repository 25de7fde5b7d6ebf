package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ends and changes jobs. What slurmrestd answers to that is not believed: the job is read again.
 */
final class Changing {
    /** No version before 26.05 can requeue, and none can suspend. */
    static final Set<Control.Action> ACTIONS =
            Set.of(
                    Control.Action.HOLD,
                    Control.Action.RELEASE,
                    Control.Action.SET_PRIORITY,
                    Control.Action.SIGNAL,
                    Control.Action.SET_TIME_LIMIT);

    private static final Duration TIME_TO_END = Duration.ofSeconds(2);

    private final String cluster;
    private final SlurmApi api;
    private final Finding finding;
    private final Clock clock;

    Changing(String cluster, SlurmApi api, Finding finding, Clock clock) {
        this.cluster = cluster;
        this.api = api;
        this.finding = finding;
        this.clock = clock;
    }

    Job cancel(Pass pass, JobId id, Cancel how) {
        Optional<String> signal = how.signal().map(Signals::checked);
        Found found = finding.owned(pass, id);
        if (found.job().finished()) {
            return found.job();
        }
        if (signal.isPresent()) {
            return signalled(pass, found, signal.get());
        }
        api.delete(pass, found.id(), Optional.empty());
        Job after = ended(pass, found);
        boolean untouched = after.state() == found.job().state() && !after.finished();
        if (untouched && after.state() != JobState.ENDING) {
            throw new HpcException(
                    new Failure.Conflict(
                            "the cluster took the request to cancel job "
                                    + id
                                    + ", but the job goes on"));
        }
        return after;
    }

    private Job signalled(Pass pass, Found found, String signal) {
        if (found.job().startedAt().isEmpty()) {
            throw new HpcException(
                    new Failure.Conflict(
                            "job "
                                    + found.id()
                                    + " has not started, so there is nothing to send a signal to"));
        }
        api.delete(pass, found.id(), Optional.of(signal));
        return again(pass, found);
    }

    private Job ended(Pass pass, Found found) {
        long deadline = System.nanoTime() + TIME_TO_END.toNanos();
        Job job = again(pass, found);
        while (!job.finished() && System.nanoTime() < deadline && pause()) {
            job = again(pass, found);
        }
        return job;
    }

    /** A task that was cancelled before it had a record of its own leaves none. */
    private Job again(Pass pass, Found found) {
        JobId id = found.job().jobId();
        return finding.all(pass, java.util.List.of(id)).jobs().stream()
                .findFirst()
                .orElseGet(() ->
                        found.job()
                                .change()
                                .state(JobState.FINISHED, "CANCELLED")
                                .outcome(Outcome.CANCELLED)
                                .endedAt(clock.instant())
                                .build());
    }

    private static boolean pause() {
        try {
            Thread.sleep(50);
            return true;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Job control(Pass pass, JobId id, Control change) {
        Found found = finding.owned(pass, id);
        if (!ACTIONS.contains(change.action())) {
            throw HpcException.notSupported(
                    cluster, change.action().name().toLowerCase(java.util.Locale.ROOT));
        }
        if (found.job().finished()) {
            throw new HpcException(new Failure.Conflict("job " + id + " has finished"));
        }
        return switch (change.action()) {
            case HOLD -> waiting(pass, found, Map.of("hold", true));
            case RELEASE -> waiting(pass, found, Map.of("hold", false));
            case SET_PRIORITY -> prioritised(pass, found, change.priority().orElse(0));
            case SIGNAL -> signalled(pass, found, signal(change));
            case SET_TIME_LIMIT -> limited(pass, found, change.wallTimeSeconds());
            case SUSPEND, RESUME, REQUEUE, RENEW ->
                    throw new IllegalStateException("refused above");
        };
    }

    private static String signal(Control change) {
        return Signals.checked(
                change.signal().orElseThrow(() -> HpcException.invalid("signal", "is needed")));
    }

    private Job waiting(Pass pass, Found found, Map<String, Object> change) {
        boolean waits =
                found.job().state() == JobState.QUEUED || found.job().state() == JobState.HELD;
        if (!waits && found.job().array().isEmpty()) {
            throw new HpcException(
                    new Failure.Conflict(
                            "job " + found.id() + " is not waiting, so this would change nothing"));
        }
        api.update(pass, found.id(), change);
        return again(pass, found);
    }

    /** A priority releases a held job, and zero holds it: neither is what was asked for. */
    private Job prioritised(Pass pass, Found found, int priority) {
        if (priority < 1) {
            throw HpcException.invalid("priority", "it is out of range", "1 and more");
        }
        if (found.job().state() == JobState.HELD) {
            throw new HpcException(
                    new Failure.Conflict("job " + found.id() + " is held: release it first"));
        }
        return waiting(pass, found, Map.of("priority", number(pass, priority)));
    }

    /** In minutes there. Waiting jobs may ask for more or less, running ones for less. */
    private Job limited(Pass pass, Found found, Optional<Long> seconds) {
        long minutes =
                seconds.filter(time -> time >= 60 && time <= 60L * Integer.MAX_VALUE)
                                .orElseThrow(() ->
                                        HpcException.invalid(
                                                "wall_time_seconds",
                                                "it is missing or out of range",
                                                "60 and more"))
                        + 59;
        api.update(pass, found.id(), Map.of("time_limit", number(pass, minutes / 60)));
        return again(pass, found);
    }

    private Object number(Pass pass, long value) {
        return api.version(pass).isPlain() ? value : Map.of("set", true, "number", value);
    }
}
