package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Submitted;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Runs as the guide documents them: a session is created, and then started. */
final class GuideRuns implements Runs {
    private static final Duration TO_START = Duration.ofSeconds(30);
    private static final String READING = "reading the session";
    private static final Duration TO_STOP = Duration.ofSeconds(20);

    /** So many are looked at one by one; of more the service's list tells. */
    private static final int FEW = 3;

    private final PivotApi api;
    private final Clock clock;
    private final GuideList list;
    private final GuideCurves curves;

    GuideRuns(PivotApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
        this.list = new GuideList(api);
        this.curves = new GuideCurves(api);
    }

    @Override
    public Submitted start(Caller caller, TrainingRequest request, List<String> warnings) {
        if (!request.environment().isEmpty()) {
            throw new HpcException(
                    new Failure.NotSupported(
                            api.cluster(),
                            "environment variables for a run",
                            Optional.of("they belong into the configuration file")));
        }
        JobId id = created(caller, request);
        return new Submitted(started(caller, id, request, warnings), warnings);
    }

    /**
     * Signed, unless the service does not take such tags: it is known to have done nothing then.
     */
    private JobId created(Caller caller, TrainingRequest request) {
        try {
            return create(caller, request, GuideTags.signed(request, caller));
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.InvalidInput wrong && wrong.field().equals("tags")) {
                return create(caller, request, GuideTags.plain(request));
            }
            throw e;
        }
    }

    private JobId create(Caller caller, TrainingRequest request, List<String> tags) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("config_path", request.configPath());
        body.put("session_name", request.name().orElseGet(() -> Names.of(request.configPath())));
        if (!tags.isEmpty()) {
            body.put("tags", tags);
        }
        request.checkpointId().ifPresent(checkpoint -> body.put("checkpoint_id", checkpoint));
        Call call = Call.post(api.at("training", "sessions"), Body.json(body)).within(TO_START);
        Reply reply = api.send(caller, "creating the session", call);
        return new Part(reply.json())
                .text("session_id")
                .flatMap(Names::id)
                .orElseThrow(() -> reply.unreadable("its answer has no session_id"));
    }

    /** From here on there is a session: what goes wrong must not look as if there were none. */
    private Job started(Caller caller, JobId id, TrainingRequest request, List<String> warnings) {
        try {
            begin(caller, id);
        } catch (HpcException e) {
            warnings.add(
                    e.failure() instanceof Failure.OutcomeUnknown
                            ? "the answer to its start was lost; state says whether it runs"
                            : "it was created but could not be started; control_job with release tries again");
        }
        try {
            return one(caller, id);
        } catch (HpcException e) {
            return Job.of(api.cluster(), id, JobState.UNKNOWN, "unconfirmed", clock.instant())
                    .kind(dev.hpcmcp.model.JobKind.TRAINING)
                    .name(request.name())
                    .tags(request.tags())
                    .reason("it could not be looked at yet")
                    .build();
        }
    }

    private void begin(Caller caller, JobId id) {
        Call call = Call.post(session(id, "start"), Body.none()).within(TO_START);
        api.about(caller, "starting the run", "job", id.value(), call);
    }

    private dev.hpcmcp.rest.Url session(JobId id, String... more) {
        return api.at("training", "sessions", id.value()).at(more);
    }

    private Job one(Caller caller, JobId id) {
        return run(id, api.about(caller, READING, "job", id.value(), Call.get(session(id))));
    }

    private Job run(JobId id, Reply reply) {
        return GuideJson.run(api.cluster(), id, new Part(reply.json()), clock.instant());
    }

    @Override
    public List<Job> all(Caller caller) {
        return list.all(caller).stream()
                .flatMap(session ->
                        session
                                .text("session_id", "id")
                                .flatMap(Names::id)
                                .map(id ->
                                        GuideJson.run(api.cluster(), id, session, clock.instant()))
                                .stream())
                .toList();
    }

    @Override
    public List<Job> find(Caller caller, List<JobId> ids) {
        Map<JobId, Job> found = new HashMap<>();
        api.workers()
                .search(how -> {
                    look(caller, missing(ids, found), how)
                            .forEach(run -> found.put(run.jobId(), run));
                    return missing(ids, found).isEmpty() ? Optional.of(found) : Optional.empty();
                });
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private static List<JobId> missing(List<JobId> ids, Map<JobId, Job> found) {
        return ids.stream().filter(id -> !found.containsKey(id)).toList();
    }

    private List<Job> look(Caller caller, List<JobId> ids, UnaryOperator<Call> how) {
        List<Job> found = new ArrayList<>();
        List<JobId> single = ids;
        if (ids.size() > FEW) {
            GuideList.Seen seen = list.among(caller, ids, how);
            seen.sessions()
                    .forEach((id, session) ->
                            found.add(GuideJson.run(api.cluster(), id, session, clock.instant())));
            single = ids.stream().filter(id -> seen.leaves(id)).toList();
        }
        for (JobId id : single) {
            Call call = how.apply(Call.get(session(id)).about("job", id.value()));
            PivotApi.there(() -> api.send(caller, READING, call))
                    .ifPresent(reply -> found.add(run(id, reply)));
        }
        return found;
    }

    /** The mark is a tag; where lists do not show tags, nothing can be said. */
    @Override
    public Optional<Job> marked(Caller caller, String mark) {
        List<Part> sessions = list.all(caller);
        if (sessions.stream().anyMatch(session -> !session.has("tags"))) {
            throw HpcException.notSupported(api.cluster(), "finding a session by its tags");
        }
        return sessions.stream()
                .filter(session -> GuideJson.carries(session, mark))
                .flatMap(session -> session.text("session_id", "id").flatMap(Names::id).stream())
                .findFirst()
                .map(id -> one(caller, id));
    }

    @Override
    public Job stop(Caller caller, Job run) {
        Call call =
                Call.post(session(run.jobId(), "stop"), Body.none())
                        .within(TO_STOP)
                        .with(Safety.REPEATABLE);
        api.about(caller, "stopping the run", "job", run.jobId().value(), call);
        Job now = one(caller, run.jobId());
        return now.change()
                .reason(
                        "stopped; by its guide the service saves a checkpoint first: see list_checkpoints")
                .build();
    }

    @Override
    public Set<Control.Action> actions() {
        return Set.of(Control.Action.RELEASE);
    }

    @Override
    public Job control(Caller caller, Job run, Control.Action action) {
        if (action != Control.Action.RELEASE) {
            throw new HpcException(
                    new Failure.NotSupported(
                            api.cluster(),
                            "pausing and resuming a run",
                            Optional.of(
                                    "cancel_job stops it, start_training with checkpoint_id goes on")));
        }
        if (run.state() != JobState.HELD) {
            throw new HpcException(new Failure.Conflict("it has been started already"));
        }
        begin(caller, run.jobId());
        return one(caller, run.jobId());
    }

    @Override
    public Curves curves(Caller caller, Job run, CurveQuery query) {
        return curves.of(caller, run, query);
    }

    @Override
    public Optional<String> session(Caller caller, JobId run) {
        return line(run);
    }

    @Override
    public Optional<String> line(JobId run) {
        return Optional.of(run.value());
    }
}
