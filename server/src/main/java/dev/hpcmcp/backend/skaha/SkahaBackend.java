package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.Image;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Defaults;
import dev.hpcmcp.port.Images;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Sessions;
import dev.hpcmcp.rest.Rest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A Skaha science platform, such as CANFAR: batch jobs and browser sessions, each a container. */
public final class SkahaBackend
        implements Backend, Jobs, JobControl, Logs, Capacity, Defaults, Images, Sessions, Marks {
    /** After this the platform ends a headless job; sessions have less, unless renewed. */
    private static final Duration LONGEST = Duration.ofDays(14);

    /** The service itself looks for new images every half an hour. */
    private static final Duration A_WHILE = Duration.ofMinutes(5);

    private final SkahaSettings settings;
    private final Expiry expiry;
    private final SkahaApi api;
    private final Sightings sightings;
    private final Launching launching;
    private final Changing changing;
    private final SkahaLogs logs;
    private final SkahaImages images;
    private final Kept<Platform> platform;

    public SkahaBackend(SkahaSettings settings, Rest rest, Clock clock) {
        this(settings, rest, clock, SkahaLogs.LogCaps.USUAL);
    }

    SkahaBackend(SkahaSettings settings, Rest rest, Clock clock, SkahaLogs.LogCaps caps) {
        this.settings = settings;
        this.expiry = new Expiry(settings::signInOf, clock);
        this.api = new SkahaApi(settings, rest);
        this.sightings = new Sightings(settings.id(), api, clock);
        this.launching = new Launching(api, sightings, expiry);
        this.changing = new Changing(api, sightings);
        this.logs = new SkahaLogs(settings.id(), api, sightings, caps);
        this.images = new SkahaImages(settings.id(), api, new Kept<>(clock, A_WHILE));
        this.platform = new Kept<>(clock, A_WHILE);
    }

    private Platform platform(Caller caller) {
        return platform.get(() -> look(caller));
    }

    private Platform look(Caller caller) {
        return new Platform(
                api.version(caller),
                api.context(caller).map(PlatformJson::sizes).orElse(Sizes.UNTOLD),
                api.repositories(caller).map(PlatformJson::hosts).orElse(List.of()));
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
        return "skaha";
    }

    @Override
    public Health health(Caller caller) {
        return Whether.up(api, expiry, caller);
    }

    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        return launching.launch(caller, Drafting.of(platform(caller), request));
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        Draft draft = Drafting.of(platform(caller), request);
        return new SubmitPlan(
                draft.shown(),
                draft.findings().problems(),
                draft.findings().warnings(),
                Optional.empty());
    }

    @Override
    public Submitted launch(Caller caller, SessionRequest request) {
        return launching.launch(caller, Drafting.of(platform(caller), request));
    }

    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        return sightings.page(caller, query);
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        return sightings.find(caller, ids);
    }

    @Override
    public Job cancel(Caller caller, JobId id, Cancel how) {
        return changing.end(caller, id, how);
    }

    @Override
    public Duration pollFloor() {
        return settings.pollFloor();
    }

    @Override
    public Set<Control.Action> actions() {
        return Set.of(Control.Action.RENEW);
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
    public Page<Image> images(Caller caller, ImageQuery query) {
        return images.page(caller, query);
    }

    @Override
    public ClusterDetails describe(Caller caller) {
        return new SkahaCapacity(sightings, api).describe(caller, platform(caller));
    }

    /** It is in the name, which is all of a request that the service shows again. */
    @Override
    public Optional<Job> findByMark(Caller caller, String mark) {
        return sightings.named(caller, name -> MarkedName.carries(name, mark));
    }

    /** A creation may take two minutes, and goes on when nobody waits for its answer any more. */
    @Override
    public Duration settles() {
        return Duration.ofMinutes(3);
    }

    @Override
    public boolean visible() {
        return true;
    }

    /** Without sizes the platform decides; a wall time is none here, whatever is asked for. */
    @Override
    public JobRequest completed(Caller caller, JobRequest request) {
        return request.change()
                .nodes(1)
                .tasks(1)
                .gpus(request.gpus().orElse(0))
                .wallTimeSeconds(LONGEST.toSeconds())
                .build();
    }
}
