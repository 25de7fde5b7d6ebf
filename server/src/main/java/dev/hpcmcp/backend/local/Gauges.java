package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeState;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The local cluster as one node, and its numbers; all of it as it is now, for it keeps no past. */
final class Gauges {
    static final String NODE = "localhost";

    private static final double BYTES_IN_GB = 1e9;
    private static final double NEARLY_NONE = 0.05;

    private final LocalSettings settings;
    private final JobStore store;
    private final Machine machine;
    private final Clock clock;

    Gauges(LocalSettings settings, JobStore store, Machine machine, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.machine = machine;
        this.clock = clock;
    }

    /** Of the jobs on it only the caller's are named; all of them count. */
    Node node(Caller caller, Standing standing) throws IOException {
        int used = used(standing);
        List<JobId> own = new ArrayList<>();
        for (Running job : running(caller, standing)) {
            own.add(job.id().asJobId());
        }
        NodeState state =
                used == 0
                        ? NodeState.IDLE
                        : used < settings.slots() ? NodeState.MIXED : NodeState.ALLOCATED;
        return new Node(
                NODE,
                state,
                Optional.empty(),
                List.of(RequestCheck.QUEUE),
                Optional.of(settings.slots()),
                Optional.of(used),
                machine.memoryGbTotal().map(Gauges::rounded),
                machine.memoryGbAvailable().map(Gauges::rounded),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                own);
    }

    Set<MetricsKind> measured() {
        Set<MetricsKind> kinds = EnumSet.of(MetricsKind.LOAD, MetricsKind.RESOURCES);
        if (machine.countsCpu()) {
            kinds.add(MetricsKind.EFFICIENCY);
        }
        return kinds;
    }

    MetricsReading measure(Caller caller, MetricsQuery query, Standing standing)
            throws IOException {
        check(caller, query);
        Map<String, Double> figures = new TreeMap<>();
        List<String> warnings = new ArrayList<>();
        switch (query.what()) {
            case LOAD -> load(standing, figures);
            case RESOURCES -> resources(figures, warnings);
            case EFFICIENCY -> efficiency(caller, standing, figures);
            case PERFORMANCE -> throw HpcException.notSupported(settings.id(), "performance");
        }
        figures.replaceAll((_, value) -> rounded(value));
        return new MetricsReading(
                settings.id(),
                query.what(),
                figures,
                List.of(),
                warnings,
                Optional.empty(),
                clock.instant());
    }

    /** An argument that is not heeded would make the numbers mean something else. */
    private static void check(Caller caller, MetricsQuery query) {
        if (query.since().isPresent()
                || query.until().isPresent()
                || query.interval().isPresent()) {
            throw HpcException.invalid(
                    "since", "the local cluster tells only how it is now", "no time at all");
        }
        boolean ofJobs = query.what() == MetricsKind.EFFICIENCY;
        query.user()
                .filter(user -> !ofJobs || !user.equals(caller.subject()))
                .ifPresent(_ -> {
                    throw HpcException.invalid(
                            "user",
                            "the local cluster measures no single user, but for the efficiency of their own jobs",
                            "no user");
                });
        query.queue()
                .filter(queue -> !queue.equals(RequestCheck.QUEUE))
                .ifPresent(_ -> {
                    throw HpcException.invalid(
                            "queue", "there is no such queue", RequestCheck.QUEUE);
                });
    }

    private void load(Standing standing, Map<String, Double> figures) throws IOException {
        int used = used(standing);
        figures.put("jobs_running", (double) standing.in(Place.ACTIVE).size());
        figures.put("jobs_queued", (double) standing.in(Place.QUEUE).size());
        figures.put("jobs_held", (double) standing.in(Place.HELD).size());
        figures.put("cores_in_use", (double) used);
        figures.put("cores_total", (double) settings.slots());
        figures.put("cores_in_use_percent", 100.0 * used / settings.slots());
        machine.memoryGbTotal().ifPresent(gb -> figures.put("memory_gb_total", gb));
        machine.memoryGbAvailable().ifPresent(gb -> figures.put("memory_gb_available", gb));
    }

    private void resources(Map<String, Double> figures, List<String> warnings) throws IOException {
        figures.put("cores", (double) Runtime.getRuntime().availableProcessors());
        machine.load().ifPresent(load -> figures.put("load_average_1m", load));
        FileStore disk = Files.getFileStore(settings.spool());
        amount(
                "disk_gb",
                (double) disk.getTotalSpace(),
                (double) disk.getUsableSpace(),
                figures,
                warnings);
        if (machine.memoryGbTotal().isPresent() && machine.memoryGbAvailable().isPresent()) {
            amount(
                    "memory_gb",
                    machine.memoryGbTotal().get() * BYTES_IN_GB,
                    machine.memoryGbAvailable().get() * BYTES_IN_GB,
                    figures,
                    warnings);
        }
    }

    private static void amount(
            String name,
            double total,
            double available,
            Map<String, Double> figures,
            List<String> warnings) {
        figures.put(name + "_total", total / BYTES_IN_GB);
        figures.put(name + "_available", available / BYTES_IN_GB);
        if (available < total * NEARLY_NONE) {
            warnings.add(name + "_available is under 5 percent of " + name + "_total");
        }
    }

    /** Of running jobs only: of one that ended nothing is left to be counted. */
    private void efficiency(Caller caller, Standing standing, Map<String, Double> figures)
            throws IOException {
        int measured = 0;
        double used = 0;
        double reserved = 0;
        for (Running job : running(caller, standing)) {
            Attempt attempt = store.folders().attempt(job.id());
            Optional<Identity> payload = attempt.payload();
            Optional<Instant> start = attempt.startedAt();
            if (payload.isPresent() && start.isPresent()) {
                measured++;
                used += machine.cpuSeconds(payload.get().pid());
                reserved +=
                        job.job().slots()
                                * Duration.between(start.get(), clock.instant()).toMillis()
                                / 1000.0;
            }
        }
        figures.put("jobs_measured", (double) measured);
        if (reserved > 0) {
            figures.put("core_seconds_used", used);
            figures.put("core_seconds_reserved", reserved);
            figures.put("cpu_efficiency_percent", 100 * used / reserved);
        }
    }

    private record Running(LocalId id, StoredJob job) {}

    private List<Running> running(Caller caller, Standing standing) throws IOException {
        List<Running> own = new ArrayList<>();
        for (LocalId id : standing.in(Place.ACTIVE)) {
            store.load(id.job())
                    .filter(job -> job.owner().equals(caller.subject()))
                    .ifPresent(job -> own.add(new Running(id, job)));
        }
        return own;
    }

    private int used(Standing standing) throws IOException {
        return settings.slots() - Room.of(settings.slots(), standing, store).free();
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
