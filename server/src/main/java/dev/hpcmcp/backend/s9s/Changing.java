package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Ends and changes jobs. What a change is answered is not shown anywhere: the job is read again.
 */
final class Changing {
    static final Set<Control.Action> ACTIONS =
            Set.of(Control.Action.HOLD, Control.Action.RELEASE, Control.Action.SET_PRIORITY);

    /** A job that was told to end may take a moment for it. */
    private static final List<Duration> SECOND_LOOKS =
            List.of(Duration.ofMillis(300), Duration.ofSeconds(1));

    private static final String NO_REASON = "asked for by its owner";

    private final String cluster;
    private final S9sApi api;
    private final Finding finding;
    private final Pace pace;

    Changing(String cluster, S9sApi api, Finding finding, Pace pace) {
        this.cluster = cluster;
        this.api = api;
        this.finding = finding;
        this.pace = pace;
    }

    Job cancel(Caller caller, JobId id, Cancel how) {
        Optional<String> signal = how.signal().map(Signals::checked);
        Job job = finding.owned(caller, id);
        if (job.finished()) {
            return job;
        }
        try {
            api.cancel(caller, JobNumber.of(id), signal, how.force());
        } catch (HpcException e) {
            Job now = e.failure() instanceof Failure.Conflict ? again(caller, job) : job;
            if (now.finished()) {
                return now;
            }
            throw e;
        }
        return ended(caller, job);
    }

    /** One that takes its time to end is told as it is: still there. */
    private Job ended(Caller caller, Job before) {
        Job job = again(caller, before);
        for (Duration pause : SECOND_LOOKS) {
            if (job.finished() || job.state() == JobState.ENDING || !slept(pause)) {
                return job;
            }
            job = again(caller, before);
        }
        return job;
    }

    private boolean slept(Duration pause) {
        try {
            pace.sleeper().sleep(pause);
            return true;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The change was made: that it cannot be seen just now is no failure of it. */
    private Job again(Caller caller, Job before) {
        try {
            return finding.owned(caller, before.jobId());
        } catch (HpcException e) {
            return before.change().stale(true).build();
        }
    }

    Job control(Caller caller, JobId id, Control change) {
        if (!ACTIONS.contains(change.action())) {
            throw HpcException.notSupported(
                    cluster, change.action().name().toLowerCase(Locale.ROOT));
        }
        Job job = finding.owned(caller, id);
        if (job.finished()) {
            throw new HpcException(new Failure.Conflict("job " + id + " has finished"));
        }
        JobNumber number = JobNumber.of(id);
        switch (change.action()) {
            case HOLD -> api.hold(caller, number, change.reason().orElse(NO_REASON));
            case RELEASE -> api.release(caller, number);
            case SET_PRIORITY -> api.priority(caller, number, priority(change));
            case SUSPEND, RESUME, REQUEUE, RENEW, SIGNAL, SET_TIME_LIMIT ->
                    throw new IllegalStateException("refused above");
        }
        return again(caller, job);
    }

    private static int priority(Control change) {
        return change.priority()
                .filter(priority -> priority > 0)
                .orElseThrow(
                        () -> HpcException.invalid("priority", "it is out of range", "1 and more"));
    }
}
