package dev.hpcmcp.app;

import dev.hpcmcp.backend.local.LocalBackend;
import dev.hpcmcp.backend.local.LocalSettings;
import dev.hpcmcp.backend.skaha.SkahaBackend;
import dev.hpcmcp.backend.slurm.SlurmBackend;
import dev.hpcmcp.backend.slurm.SlurmSettings;
import dev.hpcmcp.backend.slurm.SlurmSettings.Credential;
import dev.hpcmcp.files.Exchange;
import dev.hpcmcp.guard.Access;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.store.Ledger;
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
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes the objects of the process from its settings, by calling constructors. */
final class Wiring implements AutoCloseable {
    private final Optional<Rest> rest;
    private final List<Backend> backends;
    private final Supplier<Ledger> opening;
    private Optional<Ledger> ledger = Optional.empty();
    private final Toolbox toolbox;

    Wiring(Settings settings) {
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
        backends = clusters.stream().map(cluster -> backend(cluster, clock)).toList();
        opening =
                () ->
                        new Ledger(
                                settings.store().orElse(Settings.StorePart.NONE).settings(), clock);
        Backends all = new Backends(backends, backend -> ledger().over(backend));
        Access access =
                new Access(settings.toolsets().orElseGet(Toolset::usual), settings.readOnly(), all);
        toolbox =
                Toolboxes.over(
                        all,
                        access,
                        Guard.OPEN,
                        new Watcher(manners(clusters)),
                        clock,
                        (caller, cluster, id) -> ledger().requestOf(caller, cluster, id),
                        new Exchange(settings.localFiles().map(Paths::of)));
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
        return switch (cluster) {
            case ClusterSettings.Local local -> new LocalBackend(local(local), clock);
            case ClusterSettings.Slurm slurm ->
                    new SlurmBackend(slurm(slurm), rest.orElseThrow(), clock);
            case ClusterSettings.Skaha skaha ->
                    new SkahaBackend(RemoteClusters.skaha(skaha), rest.orElseThrow(), clock);
            case ClusterSettings.Pivot pivot -> RemoteClusters.pivot(pivot, rest.orElseThrow());
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

    private static SlurmSettings slurm(ClusterSettings.Slurm slurm) {
        Credential credential =
                slurm.token()
                        .<Credential>map(token ->
                                new Credential.Token(slurm.user().orElseThrow(), Secret.of(token)))
                        .orElseGet(() ->
                                new Credential.Key(
                                        Paths.of(slurm.jwtKeyFile().orElseThrow()),
                                        slurm.user(),
                                        Set.copyOf(slurm.users())));
        SlurmSettings settings = SlurmSettings.usual(slurm.id(), slurm.url(), credential);
        settings = slurm.title().map(settings::withTitle).orElse(settings);
        settings = slurm.version().map(settings::withVersion).orElse(settings);
        settings = slurm.directory().map(settings::withDirectory).orElse(settings);
        settings = slurm.logs().isPresent() ? settings.readingFiles() : settings;
        settings =
                slurm.pollFloor()
                        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
                        .map(settings::withPollFloor)
                        .orElse(settings);
        return slurm.timeout().map(Duration::ofSeconds).map(settings::withTimeout).orElse(settings);
    }

    /** The person whose process this is, on stdio and at the terminal. */
    static Caller owner() {
        return new Caller(
                System.getProperty("user.name"), EnumSet.allOf(Scope.class), Optional.empty());
    }

    List<Backend> backends() {
        return backends;
    }

    /** Made when a cluster is first used: a start loads nothing of it. */
    synchronized Ledger ledger() {
        if (ledger.isEmpty()) {
            ledger = Optional.of(opening.get());
        }
        return ledger.get();
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

    @Override
    public void close() {
        synchronized (this) {
            ledger.ifPresent(Ledger::close);
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
