package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.ClusterDetails;
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
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Defaults;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Metrics;
import dev.hpcmcp.port.Nodes;
import dev.hpcmcp.port.Recordings;
import dev.hpcmcp.port.Training;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The embedded cluster: real processes on this machine, remembered in a spool directory. Any number
 * of processes may open the same spool; each sees and controls the same jobs, and the jobs outlive
 * them all. A long-lived process calls {@link #serve}; in any other each call looks after the
 * queue.
 */
public final class LocalBackend
        implements Backend,
                Jobs,
                JobControl,
                Logs,
                Capacity,
                Defaults,
                Marks,
                Nodes,
                Metrics,
                Training,
                Recordings,
                AutoCloseable {
    private static final Duration POLL_FLOOR = Duration.ofMillis(200);
    private static final Duration TIME_TO_END = Duration.ofSeconds(2);

    private final LocalSettings settings;
    private final Cluster cluster;
    private final Ticker ticker;

    public LocalBackend(LocalSettings settings, Clock clock) {
        this.settings = settings;
        this.cluster = new Cluster(settings, clock);
        this.ticker = new Ticker(cluster, POLL_FLOOR);
    }

    /**
     * Looks after the queue from now until {@link #close}. A spool that is broken is tried again
     * and again.
     */
    public void serve() {
        ticker.start();
    }

    /** Stops looking after the queue. Jobs run on. */
    @Override
    public void close() {
        ticker.close();
    }

    /** Sees what has ended and starts what can start, once. */
    public void pass() {
        cluster.pass();
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public String title() {
        return settings.title();
    }

    @Override
    public String kind() {
        return "local";
    }

    @Override
    public Health health(Caller caller) {
        return cluster.health();
    }

    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        return cluster.changing(() -> {
            Submission.Checked checked = cluster.submission().check(caller.subject(), request);
            Submission.refuseIfWrong(checked);
            StoredJob job = cluster.submission().accept(caller.subject(), request);
            return new Submitted(cluster.accepted(job), checked.warnings());
        });
    }

    @Override
    public Submitted start(Caller caller, TrainingRequest request) {
        JobRequest job = new LocalTraining(id(), cluster.home()).job(request);
        Submitted submitted = submit(caller, job);
        return request.tags().isEmpty()
                ? submitted
                : new Submitted(submitted.job(), List.of("tags are not kept here"));
    }

    @Override
    public Curves curves(Caller caller, JobId run, CurveQuery query) {
        return cluster.looking(_ -> cluster.progress(caller, run).curves(query));
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        return cluster.looking(
                standing -> cluster.submission().plan(caller.subject(), request, standing));
    }

    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        return cluster.looking(
                standing -> cluster.listing().page(caller.subject(), query, standing));
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        return cluster.looking(standing -> {
            List<Job> jobs = new ArrayList<>();
            List<JobsFound.Missing> missing = new ArrayList<>();
            for (JobId id : ids) {
                cluster.owned(caller, id, standing)
                        .ifPresentOrElse(
                                jobs::add,
                                () ->
                                        missing.add(
                                                new JobsFound.Missing(id, "there is no such job")));
            }
            return new JobsFound(jobs, missing);
        });
    }

    @Override
    public List<Job> tasks(Caller caller, JobId array) {
        return cluster.looking(
                standing -> cluster.listing().tasks(cluster.owned(caller, array), standing));
    }

    @Override
    public Optional<Job> findByMark(Caller caller, String mark) {
        return cluster.looking(
                standing -> cluster.listing().marked(caller.subject(), mark, standing));
    }

    /** A request is written under the spool's lock, or not at all. */
    @Override
    public Duration settles() {
        return Duration.ZERO;
    }

    @Override
    public Job cancel(Caller caller, JobId id, Cancel how) {
        cluster.changing(() -> {
            Owned owned = cluster.owned(caller, id);
            cluster.cancelling().cancel(owned.id(), owned.entries(cluster.standing()), how);
            return id;
        });
        return how.signal().isPresent() ? now(caller, id) : ended(caller, id);
    }

    /** Most jobs end within a moment when they are asked to, and then the answer can say so. */
    private Job ended(Caller caller, JobId id) {
        long deadline = System.nanoTime() + TIME_TO_END.toNanos();
        Job job = now(caller, id);
        while (!job.finished() && System.nanoTime() < deadline && pause()) {
            job = now(caller, id);
        }
        return job;
    }

    /** False if the caller does not want to wait any more. */
    private static boolean pause() {
        try {
            Thread.sleep(20);
            return true;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Job now(Caller caller, JobId id) {
        return cluster.looking(
                standing -> cluster.owned(caller, id, standing).orElseThrow(() -> notFound(id)));
    }

    static HpcException notFound(JobId id) {
        return new HpcException(new Failure.NotFound("job", id.value()));
    }

    @Override
    public Duration pollFloor() {
        return POLL_FLOOR;
    }

    @Override
    public Set<Control.Action> actions() {
        return Changing.ACTIONS;
    }

    @Override
    public Job control(Caller caller, JobId id, Control change) {
        cluster.changing(() -> {
            Owned owned = cluster.owned(caller, id);
            cluster.changes().change(owned.job(), owned.id(), cluster.standing(), change);
            return id;
        });
        return now(caller, id);
    }

    @Override
    public LogPage read(Caller caller, JobId id, LogQuery query) {
        return cluster.looking(
                standing -> cluster.logs().read(cluster.owned(caller, id), query, standing));
    }

    @Override
    public ClusterDetails describe(Caller caller) {
        return cluster.looking(cluster::describe);
    }

    @Override
    public List<Node> nodes(Caller caller, NodeQuery query) {
        Node node = cluster.looking(standing -> cluster.gauges().node(caller, standing));
        return query.admits(node) ? List.of(node) : List.of();
    }

    @Override
    public Set<MetricsKind> measured(Caller caller) {
        return cluster.gauges().measured();
    }

    @Override
    public MetricsReading measure(Caller caller, MetricsQuery query) {
        return cluster.looking(standing -> cluster.gauges().measure(caller, query, standing));
    }

    /** There is no scheduler here that reads anything else. */
    @Override
    public JobRequest completed(Caller caller, JobRequest request) {
        return Defaults.asSchedulersDo(request)
                .change()
                .queue(request.queue().orElse(RequestCheck.QUEUE))
                .script("")
                .nativeOptions(List.of())
                .build();
    }

    @Override
    public Optional<JobRequest> job(Caller caller, TrainingRequest run) {
        return Optional.of(new LocalTraining(id(), cluster.home()).job(run));
    }
}
