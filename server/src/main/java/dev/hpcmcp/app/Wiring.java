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
import dev.hpcmcp.guard.policy.Rates;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.Ledger;
import dev.hpcmcp.store.Store;
import dev.hpcmcp.tool.Toolbox;
import dev.hpcmcp.tool.Toolboxes;
import dev.hpcmcp.watch.Manners;
import dev.hpcmcp.watch.Watcher;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final PersonalClusters personal;
    private final Guards guards;
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
        List<ClusterSettings> clusters =
                settings.clusters().isEmpty()
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
        rest = remote(clusters) ? Optional.of(new Rest(Pace.real())) : Optional.empty();
        opening =
                () -> new Store(settings.store().orElse(Settings.StorePart.NONE).settings(), clock);
        personal = new PersonalClusters(settings, http, this::store, clock);
        backends = clusters.stream().map(cluster -> backend(cluster, clock)).toList();
        policy = policy(settings, http);
        guards =
                new Guards(
                        settings,
                        http,
                        this::store,
                        personal,
                        clock,
                        http ? Optional.empty() : rates());
        Backends all =
                policy.isPresent()
                        ? PolicyDoor.before(backends, policy.get(), this::store, clock)
                        : open();
        Access access =
                new Access(settings.toolsets().orElseGet(Toolset::usual), settings.readOnly(), all);
        toolbox =
                Toolboxes.over(
                        all,
                        access,
                        guards.guard(),
                        new Watcher(manners(clusters)),
                        clock,
                        (caller, cluster, id) -> ledger().requestOf(caller, cluster, id),
                        new LedgerHandles(this::ledger),
                        new Exchange(settings.localFiles().map(Paths::of)));
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

    private Backends open() {
        return new Backends(backends, backend -> ledger().over(backend));
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

    /** A process with local clusters only does without an HTTP client. */
    private static boolean remote(List<ClusterSettings> clusters) {
        return clusters.stream().anyMatch(one -> !(one instanceof ClusterSettings.Local));
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
        guards.close();
    }

    @Override
    public void close() {
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
