package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.backend.slurm.Recent.Answer;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Control;
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
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.User;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Defaults;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Metrics;
import dev.hpcmcp.port.NodeControl;
import dev.hpcmcp.port.Users;
import dev.hpcmcp.rest.Down;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Rest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A Slurm cluster, through slurmrestd 22.05 to 26.05. */
public class SlurmBackend
        implements Backend,
                Jobs,
                JobControl,
                Logs,
                Capacity,
                Defaults,
                NodeControl,
                Metrics,
                Users,
                Marks,
                AutoCloseable {
    private final SlurmSettings settings;
    private final Rest rest;
    private final Clock clock;
    private final SlurmApi api;
    private final Credentials credentials;
    private final Submitting submitting;
    private final OwnJobs own;
    private final Finding finding;
    private final Listing listing;
    private final Changing changing;
    private final SlurmLogs logs;
    private final History history;
    private final Marking marking;
    private final Machines machines;
    private final People people;
    private final Figures figures;

    public SlurmBackend(SlurmSettings settings, Rest rest, Clock clock) {
        this(settings, rest, clock, Accounts.OF_THIS_MACHINE);
    }

    SlurmBackend(SlurmSettings settings, Rest rest, Clock clock, Accounts accounts) {
        String id = settings.id();
        this.settings = settings;
        this.rest = rest;
        this.clock = clock;
        Endpoint endpoint = Endpoint.of(id, settings.url()).within(settings.pace().timeout());
        this.api = new SlurmApi(rest, endpoint, settings.version().map(SlurmBackend::version));
        this.credentials = new Credentials(id, settings.credential(), accounts, clock);
        Gathered gathered = new Gathered(new Views(id, clock));
        Accounting accounting = new Accounting(rest, endpoint, api, clock);
        this.history = new History(accounting, clock, settings.pace().minJobAge());
        this.own = new OwnJobs(id, api, clock);
        this.finding = new Finding(id, own, history, gathered, accounts);
        this.listing = new Listing(gathered);
        this.marking = new Marking(own, history, gathered);
        this.submitting = new Submitting(settings, api, finding, accounts, clock);
        this.changing = new Changing(id, api, finding, clock);
        this.logs = new SlurmLogs(id, settings.readsFiles());
        this.machines = new Machines(id, api);
        this.people = new People(id, api, accounting);
        this.figures = new Figures(id, api, machines, accounting, clock);
    }

    private static ApiVersion version(String name) {
        return ApiVersion.parse(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("version is one of v0.0.36 to v0.0.45"));
    }

    /** Closes the client it was given. */
    @Override
    public void close() {
        rest.close();
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
        return "slurm";
    }

    /** Not by a ping: newer versions answer one with 200 and DOWN when only the token is bad. */
    @Override
    public Health health(Caller caller) {
        try {
            Pass pass = credentials.of(caller);
            api.partitions(pass);
            return Health.up("slurmrestd speaks " + api.version(pass));
        } catch (HpcException e) {
            return Down.because(e.failure());
        }
    }

    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        Pass pass = credentials.of(caller);
        return changing(pass, () -> submitting.submit(caller, pass, request));
    }

    private <T> T changing(Pass pass, Supplier<T> change) {
        try {
            return change.get();
        } finally {
            own.changed(pass);
        }
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        return submitting.plan(caller, credentials.of(caller), request);
    }

    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        Pass pass = credentials.of(caller);
        Answer<List<SlurmJson.Raw>> controller = own.list(pass, query.cursor().isPresent());
        return listing.page(controller, history.jobs(pass, query), query);
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        return finding.all(credentials.of(caller), ids);
    }

    @Override
    public List<Job> tasks(Caller caller, JobId array) {
        return finding.tasks(credentials.of(caller), array);
    }

    @Override
    public Job cancel(Caller caller, JobId id, Cancel how) {
        Pass pass = credentials.of(caller);
        return changing(pass, () -> changing.cancel(pass, id, how));
    }

    @Override
    public Duration pollFloor() {
        return settings.pace().pollFloor();
    }

    @Override
    public Set<Control.Action> actions() {
        return Changing.ACTIONS;
    }

    @Override
    public Job control(Caller caller, JobId id, Control change) {
        Pass pass = credentials.of(caller);
        return changing(pass, () -> changing.control(pass, id, change));
    }

    final Finding.Looked looked(Caller caller, List<JobId> ids) {
        return finding.found(credentials.of(caller), ids);
    }

    final Found owned(Caller caller, JobId id) {
        return finding.owned(credentials.of(caller), id);
    }

    @Override
    public LogPage read(Caller caller, JobId id, LogQuery query) {
        Found found = owned(caller, id);
        return logs.read(found.job(), found.owner(), query);
    }

    @Override
    public ClusterDetails describe(Caller caller) {
        Pass pass = credentials.of(caller);
        return new Description(
                        api.partitions(pass),
                        api.nodes(pass).stream().map(NodeView::of).toList(),
                        api.diag(pass),
                        people.projects(pass))
                .of(id(), clock.instant());
    }

    @Override
    public List<Node> nodes(Caller caller, NodeQuery query) {
        return machines.all(credentials.of(caller), query);
    }

    @Override
    public Node order(Caller caller, String node, NodeOrder order) {
        return machines.order(credentials.of(caller), node, order);
    }

    @Override
    public Set<MetricsKind> measured(Caller caller) {
        return figures.measured(credentials.of(caller));
    }

    @Override
    public MetricsReading measure(Caller caller, MetricsQuery query) {
        return figures.of(credentials.of(caller), query);
    }

    @Override
    public List<User> users(Caller caller, Optional<String> name) {
        return people.users(credentials.of(caller), name);
    }

    @Override
    public Optional<Job> findByMark(Caller caller, String mark) {
        return marking.find(credentials.of(caller), mark);
    }

    @Override
    public Duration settles() {
        return Marking.SETTLES;
    }

    /** A job may have finished at once; without comments in the accounting it is gone then. */
    @Override
    public Optional<Duration> keeps() {
        return Optional.of(settings.pace().minJobAge());
    }

    /** Options in a script have no effect through the API, and none that is passed on is a size. */
    @Override
    public JobRequest completed(Caller caller, JobRequest request) {
        return Defaults.asSchedulersDo(request)
                .change()
                .script("")
                .nativeOptions(List.of())
                .build();
    }
}
