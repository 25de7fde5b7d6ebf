package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.Sightings.Sighting;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Curves.Curve;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Progress;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Runs as the code serves them: processes that can be started and stopped and nowhere be looked at,
 * and sessions that can be looked at. Where a session names a process, they are one run.
 */
final class ServedRuns implements Runs {
    /** Of so many at once the progress is shown, which is a request for each. */
    private static final int FEW = 3;

    private final PivotApi api;
    private final Clock clock;
    private final Started started = new Started();
    private final Sightings sightings;
    private final ServedControl control;

    ServedRuns(PivotApi api, ServedControl control) {
        this.api = api;
        this.sightings = new Sightings(api);
        this.control = control;
        this.clock = api.service().pace().clock();
    }

    @Override
    public Submitted start(Caller caller, TrainingRequest request, List<String> warnings) {
        if (request.checkpointId().isPresent()) {
            throw new HpcException(
                    new Failure.NotSupported(
                            api.cluster(),
                            "resuming from a checkpoint",
                            Optional.of("a configuration file that names the checkpoint")));
        }
        Job run = control.start(caller, request);
        if (!api.service().begins(run.jobId().value())) {
            warnings.add(
                    "another run of this id was started in the same second: the two cannot be told apart");
        }
        if (request.name().isPresent() || !request.tags().isEmpty()) {
            warnings.add("name and tags are kept by this server only");
        }
        started.put(run);
        return new Submitted(run, warnings);
    }

    @Override
    public List<Job> all(Caller caller) {
        Instant now = clock.instant();
        ServedSessions sessions = ServedSessions.of(api, caller, now, UnaryOperator.identity());
        List<Job> runs = new ArrayList<>();
        for (Part session : sessions.all()) {
            session.text("process_id")
                    .or(() -> session.text("session_id"))
                    .flatMap(Names::id)
                    .map(id -> seen(id, session, sessions, now))
                    .ifPresent(runs::add);
        }
        started.all().stream()
                .filter(run -> sessions.session(run.jobId().value()).isEmpty())
                .map(ServedRuns::asItWas)
                .forEach(runs::add);
        runs.sort(
                Comparator.comparing((Job run) -> run.submittedAt().orElse(Instant.EPOCH))
                        .reversed());
        return runs;
    }

    @Override
    public List<Job> find(Caller caller, List<JobId> ids) {
        Instant now = clock.instant();
        Map<JobId, Sighting> sighted = sightings.of(caller, ids);
        List<Job> found = new ArrayList<>();
        for (JobId id : ids) {
            Optional.ofNullable(sighted.get(id))
                    .map(one -> {
                        Job run = seen(id, one.session(), one.among(), now);
                        return ids.size() > FEW ? run : followed(caller, run, one.session());
                    })
                    .or(() -> started.get(id).map(ServedRuns::asItWas))
                    .or(() -> unseen(id))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** As its session is; what we know of it besides is kept. */
    private Job seen(JobId id, Part session, ServedSessions sessions, Instant now) {
        Job run = ServedJson.run(api.cluster(), id, session, now, sessions.zone()).build();
        return started.get(id)
                .map(ours ->
                        run.change()
                                .name(ours.name().or(run::name))
                                .tags(ours.tags().isEmpty() ? run.tags() : ours.tags())
                                .submittedAt(run.submittedAt().or(ours::submittedAt))
                                .build())
                .orElse(run);
    }

    /** With its progress, which is a request of its own. */
    private Job followed(Caller caller, Job run, Part session) {
        Optional<Progress> progress =
                session.text("session_id")
                        .flatMap(id -> read(caller, "reading its epochs", "epochs", id))
                        .flatMap(ServedJson::progress);
        return run.change().progress(progress).build();
    }

    private Optional<Part> read(Caller caller, String what, String... path) {
        try {
            return Optional.of(new Part(api.send(caller, what, Call.get(api.at(path))).json()));
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotSupported
                    || e.failure() instanceof Failure.NotFound
                    || (e.failure() instanceof Failure.BadAnswer bad && bad.status() == 404)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Nothing can be asked about a process, so what was last done to it is all there is. */
    private static Job asItWas(Job run) {
        return run.finished() ? run : run.change().stale(true).reason(ServedJson.STALE).build();
    }

    /** One that another server started, or this one before it was started anew. */
    private Optional<Job> unseen(JobId id) {
        return Sightings.isProcess(id)
                ? Optional.of(
                        Job.of(api.cluster(), id, JobState.UNKNOWN, "unknown", clock.instant())
                                .kind(JobKind.TRAINING)
                                .stale(true)
                                .reason(
                                        "the service has no way to ask for a process; if there is one of this id, cancel_job and control_job reach it")
                                .build())
                : Optional.empty();
    }

    @Override
    public Optional<Job> marked(Caller caller, String mark) {
        throw HpcException.notSupported(api.cluster(), "finding a run by what it was started with");
    }

    @Override
    public Job stop(Caller caller, Job run) {
        return kept(control.stop(caller, run, process(caller, run)));
    }

    private Job kept(Job run) {
        started.put(run);
        return run;
    }

    private String process(Caller caller, Job run) {
        return sightings
                .of(caller, run.jobId())
                .map(session ->
                        session.text("process_id")
                                .orElseThrow(() ->
                                        new HpcException(
                                                new Failure.Conflict(
                                                        "this session has no process that could be stopped or paused"))))
                .orElse(run.jobId().value());
    }

    @Override
    public Set<Control.Action> actions() {
        return Set.of(Control.Action.SUSPEND, Control.Action.RESUME);
    }

    @Override
    public Job control(Caller caller, Job run, Control.Action action) {
        return kept(control.change(caller, run, process(caller, run), action));
    }

    @Override
    public Curves curves(Caller caller, Job run, CurveQuery query) {
        Optional<String> session = session(caller, run.jobId());
        List<Curve> curves = new ArrayList<>();
        session.flatMap(id -> read(caller, "reading metrics", "metrics", id))
                .map(ServedJson::curves)
                .ifPresent(curves::addAll);
        if (!curves.isEmpty() || query.names().contains("learning_rate")) {
            session.flatMap(id -> read(caller, "reading a curve", "graphs", "learning-rate", id))
                    .flatMap(ServedJson::learningRate)
                    .ifPresent(curves::add);
        }
        boolean none = curves.stream().allMatch(curve -> curve.points().isEmpty());
        List<Curve> wanted = curves.stream().filter(curve -> query.wants(curve.name())).toList();
        return new Curves(
                GuideCurves.within(wanted, query),
                none
                        ? Optional.of(
                                "this deployment does not record metrics; that says nothing of the run's progress")
                        : Optional.empty());
    }

    @Override
    public Optional<String> session(Caller caller, JobId run) {
        return line(run).or(() -> sightings.of(caller, run).flatMap(one -> one.text("session_id")));
    }

    @Override
    public Optional<String> line(JobId run) {
        return sightings.last(run);
    }
}
