package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Deed;
import dev.hpcmcp.guard.Deed.Stake;
import dev.hpcmcp.guard.Permit;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Control.Action;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Failure.NotSupported;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.spec.ControlJob;
import dev.hpcmcp.spec.ControlJob.Entry;
import dev.hpcmcp.spec.ControlJob.Result;
import dev.hpcmcp.text.FailureWords;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Changes jobs short of ending them, one answer a job. */
final class ControlTools {
    private final Backends backends;
    private final Handles handles;
    private final JobDeeds deeds;

    ControlTools(Backends backends, Handles handles) {
        this.backends = backends;
        this.handles = handles;
        this.deeds = new JobDeeds(backends);
    }

    ControlJob.Output controlJob(Caller caller, ControlJob.Input input, Permit permit)
            throws InterruptedException {
        Served<JobControl> served = backends.serving(caller, input.cluster(), JobControl.class);
        check(served, input);
        Control change =
                new Control(
                        input.action(),
                        input.priority(),
                        input.signal(),
                        input.reason(),
                        input.wallTimeSeconds());
        List<JobId> ids = handles.expanded(caller, served.cluster(), input.jobIds());
        permit.permit(deed(caller, served.cluster(), input, ids));
        return new ControlJob.Output(
                ids.stream().map(id -> control(served.port(), caller, id, change)).toList());
    }

    private Deed deed(Caller caller, String cluster, ControlJob.Input input, List<JobId> ids) {
        String doing =
                switch (input.action()) {
                    case SET_PRIORITY ->
                            "set the priority " + input.priority().orElseThrow() + " of";
                    case SIGNAL -> "send " + input.signal().orElseThrow() + " to";
                    default -> word(input.action());
                };
        Deed deed = deeds.of(caller, cluster, doing, ids);
        return input.action() == Action.SET_PRIORITY ? deed.and(Stake.PRIORITY, ids.size()) : deed;
    }

    private static void check(Served<JobControl> served, ControlJob.Input input) {
        if (!served.port().actions().contains(input.action())) {
            String can =
                    served.port().actions().stream()
                            .map(ControlTools::word)
                            .sorted()
                            .collect(Collectors.joining(", "));
            throw new HpcException(
                    new NotSupported(
                            served.cluster(),
                            word(input.action()),
                            Optional.of("it offers " + can)));
        }
        if (input.action() == Action.SET_PRIORITY && input.priority().isEmpty()) {
            throw HpcException.invalid(
                    "priority",
                    "is needed for set_priority",
                    "a whole number; higher starts sooner");
        }
        if (input.action() == Action.SIGNAL && input.signal().isEmpty()) {
            throw HpcException.invalid(
                    "signal", "is needed for the action signal", "a name such as USR1");
        }
        if (input.action() == Action.SET_TIME_LIMIT && input.wallTimeSeconds().isEmpty()) {
            throw HpcException.invalid(
                    "wall_time_seconds",
                    "is needed for set_time_limit",
                    "seconds the job may run in all");
        }
    }

    private static String word(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private static Entry control(JobControl port, Caller caller, JobId id, Control change) {
        try {
            Job job = port.control(caller, id, change);
            return new Entry(id, Result.DONE, Optional.empty(), Optional.of(Fit.concise(job)));
        } catch (HpcException e) {
            String why = FailureWords.sentence(e.failure());
            return new Entry(id, result(e.failure()), Optional.of(why), Optional.empty());
        }
    }

    private static Result result(Failure failure) {
        return switch (CancelTools.refusal(failure)) {
            case NOT_FOUND -> Result.NOT_FOUND;
            case UNKNOWN -> Result.UNKNOWN;
            case REFUSED, CANCELLED, REQUESTED, SIGNALLED, ALREADY_FINISHED, WOULD_CANCEL ->
                    Result.REFUSED;
        };
    }
}
