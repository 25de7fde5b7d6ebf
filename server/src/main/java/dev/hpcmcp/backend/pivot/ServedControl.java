package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Body;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Reply;
import dev.hpcmcp.rest.Safety;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts, pauses, resumes and stops processes, as the code serves it. */
final class ServedControl {
    private static final Duration TO_START = Duration.ofSeconds(30);
    private static final Duration TO_STOP = Duration.ofSeconds(20);
    private static final Duration TO_CHANGE = Duration.ofSeconds(10);
    private static final Pattern WRONG_STATE =
            Pattern.compile("Cannot \\w+ process in (\\w+) state");

    private final PivotApi api;
    private final PivotSettings settings;
    private final Clock clock;

    ServedControl(PivotApi api, PivotSettings settings) {
        this.api = api;
        this.settings = settings;
        this.clock = api.service().pace().clock();
    }

    Job start(Caller caller, TrainingRequest request) {
        Environment.check(request.environment(), settings.rules().environment());
        Map<String, Object> body =
                Map.of(
                        "config_path", request.configPath(),
                        "use_uv", settings.rules().useUv(),
                        "environment", request.environment());
        Call call = Call.post(api.at("training", "start"), Body.json(body)).within(TO_START);
        Reply reply = inTurn(caller, call);
        Part answer = new Part(reply.json());
        JobId id =
                answer.text("process_id")
                        .flatMap(Names::id)
                        .orElseThrow(() -> reply.unreadable("its answer has no process_id"));
        return run(id, Status.of(answer.text("status").or(() -> Optional.of("running"))))
                .name(request.name().orElseGet(() -> Names.of(request.configPath())))
                .tags(request.tags())
                .submittedAt(clock.instant())
                .build();
    }

    private Reply inTurn(Caller caller, Call call) {
        try {
            return api.service().starts().inTurn(() -> api.send(caller, "starting the run", call));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HpcException(
                    new Failure.Unreachable(api.cluster(), "the call was cancelled"), e);
        }
    }

    private JobBuilder run(JobId id, Status status) {
        return Job.of(api.cluster(), id, status.state(), status.word(), clock.instant())
                .kind(JobKind.TRAINING)
                .outcome(status.outcome());
    }

    Job stop(Caller caller, Job run, String process) {
        Status status = send(caller, process, "stop", TO_STOP);
        return changed(run, status)
                .reason(
                        "stopped at once; no checkpoint was saved, so what came after the last one is lost")
                .endedAt(clock.instant())
                .build();
    }

    Job change(Caller caller, Job run, String process, Control.Action action) {
        return switch (action) {
            case SUSPEND -> {
                JobBuilder job = changed(run, send(caller, process, "pause", TO_CHANGE));
                yield settings.rules().useUv()
                        ? job.reason("paused; under uv the training itself may go on all the same")
                                .build()
                        : job.build();
            }
            case RESUME -> changed(run, send(caller, process, "resume", TO_CHANGE)).build();
            default ->
                    throw new HpcException(
                            new Failure.NotSupported(
                                    api.cluster(),
                                    "this change of a run",
                                    Optional.of("it offers suspend and resume")));
        };
    }

    private JobBuilder changed(Job run, Status status) {
        return run.change()
                .state(status.state(), status.word())
                .outcome(status.outcome())
                .stale(false)
                .reason(Optional.empty())
                .asOf(clock.instant());
    }

    /** Said again after a lost answer it is refused: then it has been done. */
    private Status send(Caller caller, String process, String verb, Duration limit) {
        Call call =
                Call.post(api.at("training", verb), Body.json(Map.of("process_id", process)))
                        .within(limit)
                        .with(Safety.REPEATABLE);
        Reply reply = about(caller, process, "the " + verb + " of the run", call);
        return reply.status() == 400
                ? already(verb, wrongState(reply).orElseThrow())
                : Status.of(new Part(reply.json()).text("status"));
    }

    /**
     * What no worker knows may run all the same, so "not found" would sound too much like an end.
     */
    private Reply about(Caller caller, String process, String what, Call call) {
        try {
            return api.about(
                    caller,
                    what,
                    "job",
                    process,
                    call,
                    any -> any.status() == 400 && wrongState(any).isPresent());
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                throw new HpcException(
                        new Failure.Conflict(
                                "the service knows no process of this id, so nothing was done; if it was restarted since the run began, the run may go on where only its people can end it"),
                        e);
            }
            throw e;
        }
    }

    private static Optional<Status> wrongState(Reply reply) {
        Matcher matcher = WRONG_STATE.matcher(Complaints.said(reply));
        return matcher.find()
                ? Optional.of(Status.of(Optional.of(matcher.group(1))))
                : Optional.empty();
    }

    private static Status already(String verb, Status is) {
        boolean there =
                switch (verb) {
                    case "pause" -> is.state() == JobState.SUSPENDED;
                    case "resume" -> is.state() == JobState.RUNNING;
                    default -> is.finished();
                };
        if (!there) {
            throw new HpcException(
                    new Failure.Conflict(
                            "it is "
                                    + is.state().name().toLowerCase(java.util.Locale.ROOT)
                                    + ", which does not allow this"));
        }
        return is;
    }
}
