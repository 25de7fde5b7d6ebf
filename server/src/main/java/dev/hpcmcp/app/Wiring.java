package dev.hpcmcp.app;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Vault;
import dev.hpcmcp.backend.local.LocalBackend;
import dev.hpcmcp.backend.local.LocalSettings;
import dev.hpcmcp.backend.ondemand.OnDemandBackend;
import dev.hpcmcp.backend.pivot.PivotBackend;
import dev.hpcmcp.backend.s9s.S9sBackend;
import dev.hpcmcp.backend.skaha.SkahaBackend;
import dev.hpcmcp.backend.slurm.SlurmBackend;
import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Doer;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.guard.Witness;
import dev.hpcmcp.guard.policy.Rates;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.rest.Throttle;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.Ledger;
import dev.hpcmcp.store.Store;
import dev.hpcmcp.tool.Toolbox;
import dev.hpcmcp.tool.Toolboxes;
import dev.hpcmcp.watch.Follower;
import dev.hpcmcp.watch.Manners;
import dev.hpcmcp.watch.SharedReads;
import dev.hpcmcp.watch.Watcher;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes the objects of the process from its settings, by calling constructors. */
final class Wiring implements AutoCloseable {
    private final Optional<Rest> rest;
    private final PivotBackend.Services trainingServices = new PivotBackend.Services();
    private final List<Backend> backends;
    private final Supplier<Store> opening;
    private Optional<Store> store = Optional.empty();
    private Optional<Follower> follower = Optional.empty();
    private final PersonalClusters personal;
    private final Recorder recorder;
    private final Guard guard;
    private final Backends served;
    private final Watcher watcher;
    private final Set<String> exchanging;
    private final Toolbox toolbox;
    private final Optional<PolicyWatch> policy;

    /** For one person at one machine. */
    Wiring(Settings settings) {
        this(settings, false);
    }

    /**
     * @param http whether it serves many, from afar
     */
    Wiring(Settings settings, boolean http) {
        Clock clock = Clock.systemUTC();
        List<ClusterSettings> clusters = clusters(settings);
        rest = remote(clusters) ? Optional.of(rest(clusters)) : Optional.empty();
        opening =
                () ->
                        new Store(
                                settings.store().orElse(Settings.StorePart.NONE).settings(),
                                clock,
                                new LedgerFollowing(follower()));
        personal = new PersonalClusters(settings, http, this::store, clock);
        backends = clusters.stream().map(cluster -> backend(cluster, clock)).toList();
        List<Backend> shared = backends.stream().map(Wiring::shared).toList();
        policy = policy(settings, http);
        recorder = new Recorder(settings, http, this::store, clock);
        Guards guards =
                new Guards(
                        settings,
                        http,
                        this::store,
                        recorder,
                        personal,
                        clock,
                        http ? Optional.empty() : rates());
        guard = guards.guard();
        served =
                policy.isPresent()
                        ? PolicyDoor.before(shared, policy.get(), this::store, clock)
                        : open(shared);
        Access access =
                new Access(
                        settings.toolsets().orElseGet(Toolset::usual), settings.readOnly(), served);
        watcher = new Watcher(manners(clusters));
        exchanging = exchanging(clusters);
        toolbox =
                Toolboxes.over(
                        served,
                        access,
                        guard,
                        watcher,
                        clock,
                        (caller, cluster, id) -> ledger().requestOf(caller, cluster, id),
                        new LedgerHandles(this::ledger),
                        new Exchange(settings.localFiles().map(Paths::of)));
    }

    private static List<ClusterSettings> clusters(Settings settings) {
        return settings.clusters().isEmpty()
                ? List.of(
                        new ClusterSettings.Local(
                                "local",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                : settings.clusters();
    }

    /**
     * One that serves many may be given a policy while it runs; a desktop start without one loads
     * nothing of it, not even by naming its classes in a lambda.
     */
    private static Optional<PolicyWatch> policy(Settings settings, boolean http) {
        return settings.policy().isPresent() || http
                ? Optional.of(new PolicyWatch(settings.rules()))
                : Optional.empty();
    }

    private Backends open(List<Backend> shared) {
        return new Backends(shared, backend -> ledger().over(backend));
    }

    /** To look at this machine costs nobody anything. */
    private static Backend shared(Backend backend) {
        return backend instanceof LocalBackend
                ? backend
                : SharedReads.over(backend, System::nanoTime);
    }

    /** How often callers may call by the policy, if there is or may be one. */
    Optional<Rates> rates() {
        return policy.isPresent()
                ? Optional.of(new Rates(policy.get(), System::nanoTime))
                : Optional.empty();
    }

    /** From now on SIGHUP has the policy read anew. */
    Wiring reloading(Supplier<Settings> reading) {
        if (policy.isPresent()) {
            PolicyWatch watch = policy.get();
            Hangup.then(() -> watch.reload(reading));
        }
        return this;
    }

    private static Function<String, Manners> manners(List<ClusterSettings> clusters) {
        Map<String, Manners> byId =
                clusters.stream()
                        .collect(Collectors.toMap(ClusterSettings::id, ClusterSettings::manners));
        return id -> byId.getOrDefault(id, Manners.USUAL);
    }

    /** Those that want each caller's own token, and nobody else's. */
    private static Set<String> exchanging(List<ClusterSettings> clusters) {
        return clusters.stream()
                .filter(cluster -> cluster.credentials().equals(Optional.of(Whose.EXCHANGE)))
                .map(ClusterSettings::id)
                .collect(Collectors.toSet());
    }

    /** A process with local clusters only does without an HTTP client. */
    private static boolean remote(List<ClusterSettings> clusters) {
        return clusters.stream().anyMatch(one -> !(one instanceof ClusterSettings.Local));
    }

    /** Two kinds count theirs themselves: Skaha has two sorts, PIVOT is one service to all. */
    private static Rest rest(List<ClusterSettings> clusters) {
        Map<String, Throttle> budgets = new HashMap<>();
        for (ClusterSettings cluster : clusters) {
            boolean counts =
                    cluster instanceof ClusterSettings.Skaha
                            || cluster instanceof ClusterSettings.Pivot;
            cluster.manners()
                    .requestsPerMinute()
                    .filter(_ -> !counts)
                    .ifPresent(most -> budgets.put(cluster.id(), Throttle.perMinute(most)));
        }
        return new Rest(Pace.real(), budgets);
    }

    private Backend backend(ClusterSettings cluster, Clock clock) {
        return cluster.personal()
                ? personal.over(cluster, own -> backend(cluster, own, clock))
                : backend(cluster, RemoteClusters.NOBODYS, clock);
    }

    private Backend backend(
            ClusterSettings cluster, Function<Caller, Credential> own, Clock clock) {
        return switch (cluster) {
            case ClusterSettings.Local local -> new LocalBackend(local(local), clock);
            case ClusterSettings.Slurm slurm ->
                    RemoteClusters.slurm(slurm, rest.orElseThrow(), own, clock);
            case ClusterSettings.Skaha skaha ->
                    new SkahaBackend(RemoteClusters.skaha(skaha, own), rest.orElseThrow(), clock);
            case ClusterSettings.S9s s9s ->
                    new S9sBackend(RemoteClusters.s9s(s9s, own), rest.orElseThrow());
            case ClusterSettings.OnDemand site ->
                    new OnDemandBackend(
                            RemoteClusters.onDemand(site, own), rest.orElseThrow(), clock);
            case ClusterSettings.Pivot pivot ->
                    RemoteClusters.pivot(pivot, rest.orElseThrow(), trainingServices, own);
        };
    }

    private static LocalSettings local(ClusterSettings.Local local) {
        LocalSettings settings = LocalSettings.usual(local.id());
        settings = local.title().map(settings::withTitle).orElse(settings);
        settings = local.slots().map(settings::withSlots).orElse(settings);
        settings = local.keepDays().map(Duration::ofDays).map(settings::withKeep).orElse(settings);
        Optional<Path> spool = local.spool().map(Paths::of);
        return LocalPass.repeating(spool.map(settings::withSpool).orElse(settings));
    }

    /** The person whose process this is, on stdio and at the terminal. */
    static Caller owner() {
        return new Caller(
                System.getProperty("user.name"), EnumSet.allOf(Scope.class), Optional.empty());
    }

    /** The same person, who types commands. */
    static Doer operator() {
        return Doer.atCommandLine(owner().subject());
    }

    /** The agent of that person, at their standard input. */
    static Caller agent(Settings settings) {
        return settings.stdio()
                .flatMap(Settings.StdioPart::scopes)
                .map(scopes -> owner().only(scopes))
                .orElseGet(Wiring::owner);
    }

    List<Backend> backends() {
        return backends;
    }

    /** Made at the first call: a start loads nothing of it. */
    synchronized Store store() {
        if (store.isEmpty()) {
            store = Optional.of(opening.get());
        }
        return store.get();
    }

    /** Made with the store: before that there is nobody to follow. */
    private synchronized Follower follower() {
        Follower made = new Follower(watcher, served, guard::stay, exchanging::contains);
        follower = Optional.of(made);
        return made;
    }

    Ledger ledger() {
        return store().ledger();
    }

    /** Where people's credentials are kept; the page to give them is on with it. */
    Optional<Vault> vault() {
        return personal.shared();
    }

    PersonalClusters personal() {
        return personal;
    }

    /** Has what people and operators do outside calls recorded. */
    Witness witness() {
        return recorder.witness();
    }

    Toolbox toolbox() {
        return toolbox;
    }

    /** A server keeps its clusters going; a single command only passes by. */
    Wiring serve() {
        for (Backend backend : backends) {
            if (backend instanceof LocalBackend local) {
                local.serve();
            }
        }
        return this;
    }

    /** Writes what is not written yet; to be done when no more calls come. */
    void flush() {
        recorder.close();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (follower.isPresent()) { // a method reference would load it at each end
                follower.get().close();
            }
        }
        flush();
        synchronized (this) {
            store.ifPresent(Store::close);
        }
        for (Backend backend : backends) {
            switch (backend) {
                case LocalBackend local -> local.close();
                case SlurmBackend slurm -> slurm.close();
                default -> {}
            }
        }
        rest.ifPresent(Rest::close);
    }
}
