package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.AlertAction;
import dev.hpcmcp.model.AlertsFound;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.CheckpointUpload;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Alerts;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Checkpoints;
import dev.hpcmcp.port.Events;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Metrics;
import dev.hpcmcp.port.Recordings;
import dev.hpcmcp.port.Signature;
import dev.hpcmcp.port.Training;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A training service such as PIVOT. It knows no users: whoever may use this cluster sees and
 * changes all of it.
 */
public class PivotBackend
        implements Backend,
                Jobs,
                JobControl,
                Logs,
                Training,
                Recordings,
                Checkpoints,
                Alerts,
                Metrics,
                Events,
                Marks {
    /** A session is listed as soon as it is created. */
    private static final Duration SETTLES = Duration.ofSeconds(60);

    private final PivotSettings settings;
    private final PivotParts parts;

    /**
     * One for an account, or for all.
     *
     * @param services what this process knows of services for all accounts
     */
    public PivotBackend(PivotSettings settings, Rest rest, Services services) {
        this(settings, rest, services.at(settings));
    }

    PivotBackend(PivotSettings settings, Rest rest, PivotService service) {
        this(settings, rest, service, Listening.Rests.USUAL);
    }

    PivotBackend(PivotSettings settings, Rest rest, PivotService service, Listening.Rests rests) {
        this.settings = settings;
        this.parts = new PivotParts(settings, rest, service, rests);
    }

    /** Those that this process uses: each once, under however many ids and for however many. */
    public static final class Services {
        private final Map<String, PivotService> byUrl = new ConcurrentHashMap<>();

        PivotService at(PivotSettings settings) {
            int perMinute = settings.rules().requestsPerMinute();
            return byUrl.compute(
                    settings.url().toLowerCase(Locale.ROOT),
                    (_, there) ->
                            there == null
                                    ? new PivotService(Pace.real(), perMinute)
                                    : there.atMost(perMinute));
        }
    }

    final PivotParts parts() {
        return parts;
    }

    @Override
    public final String id() {
        return settings.id();
    }

    @Override
    public final String title() {
        return settings.title();
    }

    @Override
    public final String kind() {
        return "pivot";
    }

    @Override
    public final Health health(Caller caller) {
        return parts.condition().of(caller);
    }

    @Override
    public final Submitted start(Caller caller, TrainingRequest request) {
        // Its variables are allowed one by one, and a signature's are not among them.
        return parts.work()
                .start(caller, request.withEnvironment(Signature.without(request.environment())));
    }

    @Override
    public final Curves curves(Caller caller, JobId run, CurveQuery query) {
        return parts.work().curves(caller, run, query);
    }

    @Override
    public final Submitted submit(Caller caller, JobRequest request) {
        throw parts.work().noJobs();
    }

    @Override
    public final SubmitPlan plan(Caller caller, JobRequest request) {
        throw parts.work().noJobs();
    }

    @Override
    public final Page<Job> list(Caller caller, JobQuery query) {
        return Listed.page(parts.runs(caller).all(caller), query);
    }

    @Override
    public final JobsFound find(Caller caller, List<JobId> ids) {
        JobsFound found = parts.work().find(caller, ids);
        parts.events().saw(caller, found.jobs());
        return found;
    }

    @Override
    public final Job cancel(Caller caller, JobId id, Cancel how) {
        return parts.work().cancel(caller, id, how);
    }

    @Override
    public final Duration pollFloor() {
        return settings.pollFloor();
    }

    @Override
    public final Set<Control.Action> actions() {
        return parts.actions();
    }

    @Override
    public final Job control(Caller caller, JobId id, Control change) {
        return parts.work().control(caller, id, change);
    }

    @Override
    public final Optional<Job> findByMark(Caller caller, String mark) {
        return parts.runs(caller).marked(caller, mark);
    }

    @Override
    public final Duration settles() {
        return SETTLES;
    }

    @Override
    public final Following follow(Caller caller, Runnable changed) {
        return parts.events().follow(caller, changed);
    }

    @Override
    public final LogPage read(Caller caller, JobId id, LogQuery query) {
        return parts.logs().read(caller, parts.work().one(caller, id).jobId(), query);
    }

    @Override
    public final List<Checkpoint> checkpoints(Caller caller, Optional<JobId> run) {
        return parts.checkpoints().all(caller, run.map(id -> parts.session(caller, id)));
    }

    @Override
    public final long download(Caller caller, String checkpoint, Path target) {
        return parts.checkpoints().download(caller, checkpoint, target);
    }

    @Override
    public final Checkpoint upload(Caller caller, CheckpointUpload upload) {
        return parts.checkpoints().upload(caller, upload, parts.session(caller, upload.jobId()));
    }

    @Override
    public final AlertsFound alerts(Caller caller, Optional<Alert.Status> status) {
        return parts.alerts().all(caller, status);
    }

    @Override
    public final void change(Caller caller, String id, AlertAction action) {
        parts.alerts().change(caller, id, action);
    }

    @Override
    public final Set<MetricsKind> measured(Caller caller) {
        return Set.of(MetricsKind.RESOURCES);
    }

    @Override
    public final MetricsReading measure(Caller caller, MetricsQuery query) {
        return parts.resources().read(caller);
    }
}
