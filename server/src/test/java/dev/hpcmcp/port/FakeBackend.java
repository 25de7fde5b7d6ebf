package dev.hpcmcp.port;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.FileEntry;
import dev.hpcmcp.model.FileQuery;
import dev.hpcmcp.model.FileRead;
import dev.hpcmcp.model.FileText;
import dev.hpcmcp.model.FileWrite;
import dev.hpcmcp.model.FileWritten;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
public final class FakeBackend extends FakeSitePorts
        implements Backend, Jobs, JobControl, Logs, Sessions, Marks, Files, Training, Recordings {
    private final String id;
    private final FakeJobs jobs;
    private final FakeLogs logs = new FakeLogs();
    private final FakeFiles files = new FakeFiles();
    private Health health = Health.up();
    private Duration pollFloor = Duration.ZERO;
    private Consumer<Call> afterEach = call -> {};
    private Duration settles = Duration.ZERO;
    private Set<JobId> hidden = Set.of();
    private Optional<Duration> keeps = Optional.empty();
    private boolean visible;

    public FakeBackend(String id) {
        this(id, Clock.systemUTC());
    }

    public FakeBackend(String id, Clock clock) {
        super(id, clock);
        this.id = id;
        this.jobs = new FakeJobs(id, clock);
    }

    /** A cluster with every port there is. */
    public static Class<?>[] types() {
        return Stream.<Class<?>>iterate(
                        FakeBackend.class, type -> type != Object.class, Class::getSuperclass)
                .flatMap(type -> Stream.of(type.getInterfaces()))
                .toArray(Class<?>[]::new);
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

    public synchronized void health(Health answer) {
        health = answer;
    }

    public synchronized void pollFloor(Duration floor) {
        pollFloor = floor;
    }

    /** Runs when a submit or launch was accepted, before it is answered; it may throw. */
    public synchronized void afterAccepting(Consumer<Call> action) {
        afterEach = action;
    }

    public synchronized void settles(Duration time) {
        settles = time;
    }

    /** From now on people see marks here. */
    public synchronized void showsMarks() {
        visible = true;
    }

    public synchronized void keeps(Duration time) {
        keeps = Optional.of(time);
    }

    /** As if the cluster had never heard of it. */
    public synchronized void forget(JobId job) {
        jobs.forget(job);
    }

    /** Nobody can look up these just now, and no others. */
    public synchronized void hide(JobId... jobs) {
        hidden = Set.of(jobs);
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
            List<JobId> shown = ids.stream().filter(id -> !hidden.contains(id)).toList();
            JobsFound found = jobs.find(caller.subject(), shown);
            List<JobsFound.Missing> missing = new ArrayList<>(found.missing());
            ids.stream()
                    .filter(hidden::contains)
                    .forEach(id ->
                            missing.add(new JobsFound.Missing(id, "nobody can tell just now")));
            return new JobsFound(found.jobs(), missing, hidden);
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
    public synchronized boolean visible() {
        return visible;
    }

    @Override
    public synchronized Optional<Duration> keeps() {
        return keeps;
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
}
