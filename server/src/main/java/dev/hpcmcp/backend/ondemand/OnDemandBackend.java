package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.ClusterDetails;
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
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Defaults;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Files;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Recordings;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Rest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cluster behind an Open OnDemand site, in every version of its REST API up to v0.4.2. */
public final class OnDemandBackend
        implements Backend, Jobs, JobControl, Logs, Capacity, Defaults, Files, Recordings, Marks {
    /**
     * Never: a job that was not seen may have ended and left the view, and would run a second time.
     */
    private static final Duration SETTLES = Duration.ofDays(36_500);

    private final OnDemandSettings settings;
    private final Sites sites;
    private final Finding finding;
    private final Submitting submitting;
    private final Changing changing;
    private final OnDemandLogs logs;
    private final RemoteFiles files;
    private final Recorded recorded;
    private final Progressing progressing;
    private final OnDemandCapacity capacity;

    public OnDemandBackend(OnDemandSettings settings, Rest rest, Clock clock) {
        String id = settings.id();
        Endpoint endpoint = Endpoint.of(id, settings.url()).within(settings.timeout());
        OnDemandApi api = new OnDemandApi(rest, endpoint, settings.signIns());
        Holds holds = new Holds();
        this.settings = settings;
        this.sites = new Sites(settings, api, clock);
        this.finding = new Finding(id, api, sites, holds, clock);
        this.submitting = new Submitting(settings, api, sites, finding, holds, clock);
        this.changing = new Changing(id, api, sites, finding, holds, clock);
        this.files = new RemoteFiles(id, api, sites);
        this.logs = new OnDemandLogs(settings, sites, finding, files);
        this.recorded = new Recorded(settings, sites, finding, files);
        this.progressing = new Progressing(recorded, files, clock);
        this.capacity = new OnDemandCapacity(id, api, sites, clock);
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
        return "ondemand";
    }

    @Override
    public Health health(Caller caller) {
        try {
            OnDemandJson.Cluster cluster = sites.cluster(caller);
            return Health.up(
                    "cluster %s, scheduler %s%s"
                            .formatted(
                                    cluster.id(),
                                    cluster.adapter().orElse("unknown"),
                                    sites.versions()
                                            .map(found -> "; API with " + found.words())
                                            .orElse("")));
        } catch (HpcException e) {
            return switch (e.failure()) {
                case Failure.SignInNeeded(String _, String how) -> Health.down(how);
                case Failure.Conflict(String problem) -> Health.down(problem);
                case Failure.Unreachable(String _, String problem) ->
                        problem.contains("starting")
                                ? new Health(Cluster.Status.UNKNOWN, Optional.of(problem))
                                : Health.down(problem);
                case Failure.BadAnswer(String _, int status, String problem) ->
                        Health.down(problem + " (HTTP " + status + ")");
                default -> Health.down("it does not answer as the API of Open OnDemand does");
            };
        }
    }

    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        return submitting.submit(caller, request);
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        return submitting.plan(caller, request);
    }

    /** History is asked for what has ended, and only for that. */
    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        boolean ended = query.states().isEmpty() || query.states().contains(JobState.FINISHED);
        return Listing.page(finding.all(caller, ended), query);
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        return progressing.on(caller, finding.look(caller, ids));
    }

    @Override
    public List<Job> tasks(Caller caller, JobId array) {
        return finding.tasks(caller, array);
    }

    @Override
    public Job cancel(Caller caller, JobId id, Cancel how) {
        return changing.cancel(caller, id, how);
    }

    @Override
    public Duration pollFloor() {
        return settings.pollFloor();
    }

    @Override
    public Set<Control.Action> actions() {
        return changing.actions();
    }

    @Override
    public Job control(Caller caller, JobId id, Control change) {
        return changing.control(caller, id, change);
    }

    @Override
    public LogPage read(Caller caller, JobId id, LogQuery query) {
        return logs.read(caller, id, query);
    }

    @Override
    public Curves curves(Caller caller, JobId job, CurveQuery query) {
        return recorded.curves(caller, job, query);
    }

    @Override
    public ClusterDetails describe(Caller caller) {
        return capacity.describe(caller);
    }

    @Override
    public Page<FileEntry> listFiles(Caller caller, FileQuery query) {
        return files.list(caller, query);
    }

    @Override
    public FileText readFile(Caller caller, FileRead what) {
        return files.read(caller, what);
    }

    @Override
    public FileWritten writeFile(Caller caller, FileWrite what) {
        return files.write(caller, what);
    }

    @Override
    public Optional<Job> findByMark(Caller caller, String mark) {
        return finding.marked(caller, mark);
    }

    @Override
    public Duration settles() {
        return SETTLES;
    }

    /** Its scheduler reads options from scripts, too: those are left for whoever asks. */
    @Override
    public JobRequest completed(Caller caller, JobRequest request) {
        return Defaults.asSchedulersDo(request);
    }
}
