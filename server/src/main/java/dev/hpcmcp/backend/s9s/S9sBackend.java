package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.ExportRequest;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.Hit;
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
import dev.hpcmcp.model.Report;
import dev.hpcmcp.model.ReportRequest;
import dev.hpcmcp.model.SearchQuery;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.User;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.BulkCancel;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Defaults;
import dev.hpcmcp.port.Events;
import dev.hpcmcp.port.Exports;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Metrics;
import dev.hpcmcp.port.NodeControl;
import dev.hpcmcp.port.Reports;
import dev.hpcmcp.port.Search;
import dev.hpcmcp.port.Users;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster behind a gateway that speaks the REST API which S9S once described. */
public final class S9sBackend
        implements Backend,
                Jobs,
                JobControl,
                BulkCancel,
                Logs,
                Capacity,
                Defaults,
                NodeControl,
                Metrics,
                Search,
                Exports,
                Reports,
                Users,
                Events,
                Marks {
    private final S9sSettings settings;
    private final Parts parts;

    public S9sBackend(S9sSettings settings, Rest rest) {
        this(settings, rest, Pace.real());
    }

    S9sBackend(S9sSettings settings, Rest rest, Pace pace) {
        this.settings = settings;
        this.parts = new Parts(settings, rest, pace);
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
        return "s9s";
    }

    @Override
    public Health health(Caller caller) {
        return parts.probing().health(caller);
    }

    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        return parts.submitting().submit(caller, request);
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        return parts.submitting().plan(request);
    }

    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        return parts.listing().page(caller, query);
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        return parts.finding().all(caller, ids);
    }

    @Override
    public Job cancel(Caller caller, JobId id, Cancel how) {
        return parts.changing().cancel(caller, id, how);
    }

    @Override
    public List<Ending> cancelAll(Caller caller, List<JobId> ids, Cancel how) {
        return parts.bulk().cancel(caller, ids, how);
    }

    @Override
    public Duration pollFloor() {
        return settings.pollFloor();
    }

    @Override
    public Optional<Job> findByMark(Caller caller, String mark) {
        return parts.finding().byMark(caller, mark);
    }

    @Override
    public Duration settles() {
        return Finding.SETTLES;
    }

    @Override
    public Set<Control.Action> actions() {
        return Changing.ACTIONS;
    }

    @Override
    public Job control(Caller caller, JobId id, Control change) {
        return parts.changing().control(caller, id, change);
    }

    @Override
    public LogPage read(Caller caller, JobId id, LogQuery query) {
        return parts.logs().read(caller, id, query);
    }

    @Override
    public ClusterDetails describe(Caller caller) {
        return parts.description().of(caller);
    }

    @Override
    public List<Node> nodes(Caller caller, NodeQuery query) {
        return parts.machines().nodes(caller, query);
    }

    @Override
    public Node order(Caller caller, String node, NodeOrder order) {
        return parts.machines().order(caller, node, order);
    }

    @Override
    public Set<MetricsKind> measured(Caller caller) {
        return parts.numbers().measured();
    }

    @Override
    public MetricsReading measure(Caller caller, MetricsQuery query) {
        return parts.numbers().measure(caller, query);
    }

    @Override
    public List<Hit> search(Caller caller, SearchQuery query) {
        return parts.people().search(caller, query);
    }

    @Override
    public List<User> users(Caller caller, Optional<String> name) {
        return parts.people().users(caller, name);
    }

    @Override
    public Optional<Long> export(Caller caller, ExportRequest request, OutputStream to) {
        return parts.exporting().export(caller, request, to);
    }

    @Override
    public Report order(Caller caller, ReportRequest request) {
        return parts.reporting().order(caller, request);
    }

    @Override
    public List<Report> reports(Caller caller) {
        return parts.reporting().reports(caller);
    }

    @Override
    public Following follow(Caller caller, Runnable changed) {
        return parts.follow(caller, changed);
    }

    /** Its scheduler reads options from scripts, too: those are left for whoever asks. */
    @Override
    public JobRequest completed(Caller caller, JobRequest request) {
        return Defaults.asSchedulersDo(request);
    }
}
