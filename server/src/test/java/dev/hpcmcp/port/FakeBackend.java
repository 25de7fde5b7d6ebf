package dev.hpcmcp.port;

import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.AlertAction;
import dev.hpcmcp.model.AlertsFound;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.CheckpointUpload;
import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.ExportRequest;
import dev.hpcmcp.model.FileEntry;
import dev.hpcmcp.model.FileQuery;
import dev.hpcmcp.model.FileRead;
import dev.hpcmcp.model.FileText;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.model.FileWritten;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.Hit;
import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.Notice;
import dev.hpcmcp.model.NoticeRequest;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.Report;
import dev.hpcmcp.model.ReportRequest;
import dev.hpcmcp.model.SearchQuery;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.model.User;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A cluster in memory with every port. It remembers {@link #calls()} and does nothing by itself: a
 * submitted job is queued until the test says {@link #start}, {@link #finish} or {@link #put}; the
 * next call fails if the test says {@link #failNext}.
 */
public final class FakeBackend
        implements Backend,
                Jobs,
                JobControl,
                Logs,
                Capacity,
                Images,
                Sessions,
                Marks,
                NodeControl,
                Metrics,
                Search,
                Exports,
                Reports,
                Users,
                Files,
                Training,
                Recordings,
                Checkpoints,
                Alerts,
                Notifications {
    private final String id;
    private final FakeJobs jobs;
    private final FakeLogs logs = new FakeLogs();
    private final FakeFiles files = new FakeFiles();
    private final FakeSite site = new FakeSite();
    private final FakeTraining training = new FakeTraining();
    private final Clock clock;
    private final List<Call> calls = new ArrayList<>();
    private final Deque<Failure> failures = new ArrayDeque<>();
    private Health health = Health.up();
    private Duration pollFloor = Duration.ZERO;
    private Consumer<Call> beforeEach = call -> {};
    private Consumer<Call> afterEach = call -> {};
    private Duration settles = Duration.ZERO;

    /** One call of a port method, with what it was given after the caller. */
    public record Call(String method, Caller caller, List<Object> arguments) {}

    public FakeBackend(String id) {
        this(id, Clock.systemUTC());
    }

    public FakeBackend(String id, Clock clock) {
        this.id = id;
        this.clock = clock;
        this.jobs = new FakeJobs(id, clock);
    }

    // What a test does to it.

    /** This cluster with no more than these ports, such as {@code Jobs.class}. */
    public Backend offering(Class<?>... ports) {
        Class<?>[] types =
                Stream.concat(Stream.of(Backend.class), Stream.of(ports)).toArray(Class<?>[]::new);
        return (Backend)
                Proxy.newProxyInstance(
                        FakeBackend.class.getClassLoader(),
                        types,
                        (proxy, method, arguments) -> {
                            try {
                                return method.invoke(this, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }

    /** A queued or held job starts. */
    public synchronized Job start(JobId job) {
        return jobs.start(job);
    }

    public synchronized Job finish(JobId job, Outcome outcome) {
        return jobs.finish(job, outcome);
    }

    /** Adds a job as it is, or replaces the one of its id. */
    public synchronized Job put(Job job) {
        return jobs.put(job);
    }

    /** The job as it is, whoever owns it. */
    public synchronized Job job(JobId job) {
        return jobs.get(job);
    }

    public synchronized void print(JobId job, LogStream stream, String... lines) {
        logs.print(job, stream, List.of(lines));
    }

    /** A run says how well it did. */
    public synchronized void record(JobId run, String metric, int epoch, double value) {
        training.record(run, metric, epoch, value);
    }

    public synchronized void put(Checkpoint checkpoint, byte[] content) {
        training.put(checkpoint, content);
    }

    public synchronized void raise(Alert alert) {
        training.raise(alert);
    }

    public void addImages(Image... more) {
        site.add(more);
    }

    public synchronized void health(Health answer) {
        health = answer;
    }

    public synchronized void pollFloor(Duration floor) {
        pollFloor = floor;
    }

    /** The next port call fails so; said twice, the next two do. {@link #health} does not fail. */
    public synchronized void failNext(Failure failure) {
        failures.add(failure);
    }

    /** Runs before each port call is answered; it may change this fake, or block. */
    public synchronized void beforeEach(Consumer<Call> action) {
        beforeEach = action;
    }

    /** Runs when a submit or launch was accepted, before it is answered; it may throw. */
    public synchronized void afterAccepting(Consumer<Call> action) {
        afterEach = action;
    }

    public synchronized void settles(Duration time) {
        settles = time;
    }

    /** As if the cluster had never heard of it. */
    public synchronized void forget(JobId job) {
        jobs.forget(job);
    }

    /** Its machines, people, numbers and reports. */
    public FakeSite site() {
        return site;
    }

    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    public synchronized List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    // The ports.

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return "Fake " + id;
    }

    @Override
    public String kind() {
        return "fake";
    }

    @Override
    public Health health(Caller caller) {
        remember("health", caller);
        synchronized (this) {
            return health;
        }
    }

    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        called("submit", caller, request);
        synchronized (this) {
            Submitted submitted = new Submitted(jobs.submit(caller.subject(), request), List.of());
            afterEach.accept(new Call("submit", caller, List.of(request)));
            return submitted;
        }
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        called("plan", caller, request);
        return FakeJobs.plan(request);
    }

    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        called("list", caller, query);
        synchronized (this) {
            return jobs.list(caller.subject(), query);
        }
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        called("find", caller, ids);
        synchronized (this) {
            return jobs.find(caller.subject(), ids);
        }
    }

    @Override
    public List<Job> tasks(Caller caller, JobId array) {
        called("tasks", caller, array);
        synchronized (this) {
            return jobs.tasks(caller.subject(), array);
        }
    }

    @Override
    public Job cancel(Caller caller, JobId job, Cancel how) {
        called("cancel", caller, job, how);
        synchronized (this) {
            return jobs.cancel(caller.subject(), job, how);
        }
    }

    @Override
    public synchronized Duration pollFloor() {
        return pollFloor;
    }

    @Override
    public Set<Control.Action> actions() {
        return EnumSet.allOf(Control.Action.class);
    }

    @Override
    public Job control(Caller caller, JobId job, Control change) {
        called("control", caller, job, change);
        synchronized (this) {
            return jobs.control(caller.subject(), job, change);
        }
    }

    @Override
    public LogPage read(Caller caller, JobId job, LogQuery query) {
        called("read", caller, job, query);
        synchronized (this) {
            jobs.owned(caller.subject(), job);
            return logs.read(id, job, query);
        }
    }

    @Override
    public ClusterDetails describe(Caller caller) {
        called("describe", caller);
        return site.describe(id, clock.instant());
    }

    @Override
    public Page<Image> images(Caller caller, ImageQuery query) {
        called("images", caller, query);
        return site.images(query);
    }

    @Override
    public Submitted launch(Caller caller, SessionRequest request) {
        called("launch", caller, request);
        synchronized (this) {
            Submitted submitted = new Submitted(jobs.launch(caller.subject(), request), List.of());
            afterEach.accept(new Call("launch", caller, List.of(request)));
            return submitted;
        }
    }

    @Override
    public Page<FileEntry> listFiles(Caller caller, FileQuery query) {
        called("listFiles", caller, query);
        synchronized (this) {
            return files.list(caller.subject(), query);
        }
    }

    @Override
    public FileText readFile(Caller caller, FileRead what) {
        called("readFile", caller, what);
        synchronized (this) {
            return files.read(caller.subject(), what);
        }
    }

    @Override
    public FileWritten writeFile(Caller caller, FileWrite what) {
        called("writeFile", caller, what);
        synchronized (this) {
            return files.write(caller.subject(), what);
        }
    }

    @Override
    public Optional<Job> findByMark(Caller caller, String mark) {
        called("findByMark", caller, mark);
        synchronized (this) {
            return jobs.marked(caller.subject(), mark);
        }
    }

    @Override
    public synchronized Duration settles() {
        return settles;
    }

    @Override
    public List<Node> nodes(Caller caller, NodeQuery query) {
        called("nodes", caller, query);
        return site.nodes(query);
    }

    @Override
    public Node order(Caller caller, String node, NodeOrder order) {
        called("orderNode", caller, node, order);
        return site.order(caller, node, order);
    }

    @Override
    public Set<MetricsKind> measured(Caller caller) {
        return site.measured();
    }

    @Override
    public MetricsReading measure(Caller caller, MetricsQuery query) {
        called("measure", caller, query);
        return site.measure(query);
    }

    @Override
    public List<Hit> search(Caller caller, SearchQuery query) {
        called("search", caller, query);
        return site.search(query);
    }

    @Override
    public Optional<Long> export(Caller caller, ExportRequest request, OutputStream to) {
        called("export", caller, request);
        return site.export(request, to);
    }

    @Override
    public Report order(Caller caller, ReportRequest request) {
        called("orderReport", caller, request);
        return site.order(request);
    }

    @Override
    public List<Report> reports(Caller caller) {
        called("reports", caller);
        return site.reports();
    }

    @Override
    public List<User> users(Caller caller, Optional<String> name) {
        called("users", caller, name);
        return site.users(name);
    }

    @Override
    public Submitted start(Caller caller, TrainingRequest request) {
        called("start", caller, request);
        synchronized (this) {
            Submitted started = new Submitted(jobs.train(caller.subject(), request), List.of());
            afterEach.accept(new Call("start", caller, List.of(request)));
            return started;
        }
    }

    @Override
    public Curves curves(Caller caller, JobId run, CurveQuery query) {
        called("curves", caller, run, query);
        synchronized (this) {
            jobs.owned(caller.subject(), run);
            return training.curves(run, query);
        }
    }

    @Override
    public List<Checkpoint> checkpoints(Caller caller, Optional<JobId> run) {
        called("checkpoints", caller, run);
        synchronized (this) {
            return training.checkpoints(run);
        }
    }

    @Override
    public long download(Caller caller, String checkpoint, Path target) {
        called("download", caller, checkpoint, target);
        synchronized (this) {
            return training.download(checkpoint, target);
        }
    }

    @Override
    public Checkpoint upload(Caller caller, CheckpointUpload upload) {
        called("upload", caller, upload);
        synchronized (this) {
            return training.upload(upload);
        }
    }

    @Override
    public AlertsFound alerts(Caller caller, Optional<Alert.Status> status) {
        called("alerts", caller, status);
        synchronized (this) {
            return training.alerts(status);
        }
    }

    @Override
    public void change(Caller caller, String alert, AlertAction action) {
        called("change", caller, alert, action);
        synchronized (this) {
            training.change(alert, action);
        }
    }

    @Override
    public List<Notice> notices(Caller caller, Notice.Kind kind) {
        called("notices", caller, kind);
        synchronized (this) {
            return training.notices(kind);
        }
    }

    @Override
    public Notice create(Caller caller, NoticeRequest request) {
        called("create", caller, request);
        synchronized (this) {
            return training.create(request);
        }
    }

    @Override
    public Notice send(Caller caller, String webhook, String message) {
        called("send", caller, webhook, message);
        synchronized (this) {
            return training.send(webhook);
        }
    }

    @Override
    public void delete(Caller caller, Notice.Kind kind, String notice) {
        called("delete", caller, kind, notice);
        synchronized (this) {
            training.delete(notice);
        }
    }

    private void called(String method, Caller caller, Object... arguments) {
        remember(method, caller, arguments);
        Optional<Failure> failure;
        synchronized (this) {
            failure = Optional.ofNullable(failures.poll());
        }
        failure.ifPresent(f -> {
            throw new HpcException(f);
        });
    }

    private void remember(String method, Caller caller, Object... arguments) {
        Call call = new Call(method, caller, List.of(arguments));
        Consumer<Call> action;
        synchronized (this) {
            calls.add(call);
            action = beforeEach;
        }
        action.accept(call);
    }
}
