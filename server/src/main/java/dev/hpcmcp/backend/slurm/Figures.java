package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.MetricsReading;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Load from the controller's counters and the nodes, efficiency from the accounting. */
final class Figures {
    private static final Duration USUAL = Duration.ofDays(1);
    private static final int LATE = 1000;

    private final String cluster;
    private final SlurmApi api;
    private final Machines machines;
    private final Accounting accounting;
    private final Clock clock;

    Figures(String cluster, SlurmApi api, Machines machines, Accounting accounting, Clock clock) {
        this.cluster = cluster;
        this.api = api;
        this.machines = machines;
        this.accounting = accounting;
        this.clock = clock;
    }

    Set<MetricsKind> measured(Pass pass) {
        return accounting.exists(pass)
                ? EnumSet.of(MetricsKind.LOAD, MetricsKind.EFFICIENCY)
                : EnumSet.of(MetricsKind.LOAD);
    }

    MetricsReading of(Pass pass, MetricsQuery query) {
        return switch (query.what()) {
            case LOAD -> load(pass, query);
            case EFFICIENCY -> efficiency(pass, query);
            case PERFORMANCE, RESOURCES ->
                    throw HpcException.notSupported(
                            cluster,
                            query.what().name().toLowerCase(java.util.Locale.ROOT) + " metrics");
        };
    }

    /** The controller counts jobs of all queues together. */
    private MetricsReading load(Pass pass, MetricsQuery query) {
        Map<String, Double> figures = new TreeMap<>();
        List<Node> nodes =
                machines.all(
                        pass,
                        new NodeQuery(
                                List.of(),
                                query.queue(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty()));
        figures.put("nodes_total", (double) nodes.size());
        figures.put(
                "nodes_available",
                (double) nodes.stream().filter(node -> node.state().available()).count());
        share(
                figures,
                "cores",
                nodes,
                node -> node.coresTotal().map(Integer::doubleValue),
                node -> node.coresAllocated().map(Integer::doubleValue));
        share(
                figures,
                "memory_gb",
                nodes,
                Node::memoryGbTotal,
                node ->
                        node.memoryGbTotal()
                                .flatMap(all -> node.memoryGbFree().map(free -> all - free)));
        share(
                figures,
                "gpus",
                nodes,
                node -> node.gpusTotal().map(Integer::doubleValue),
                node -> node.gpusAllocated().map(Integer::doubleValue));
        SlurmJson.Diag diag = api.diag(pass);
        if (query.queue().isEmpty()) {
            counted(figures, diag);
        }
        boolean late = diag.number("dbd_agent_queue_size").orElse(0) > LATE;
        return reading(
                query.what(),
                figures,
                late ? List.of("the accounting is behind: ends of jobs show up late") : List.of(),
                diag.statistics().map(Object::toString));
    }

    private static void share(
            Map<String, Double> figures,
            String what,
            List<Node> nodes,
            Function<Node, Optional<Double>> total,
            Function<Node, Optional<Double>> used) {
        double all = sum(nodes, total);
        if (all > 0) {
            double taken = sum(nodes, used);
            figures.put(what + "_total", all);
            figures.put(what + "_in_use", taken);
            figures.put(what.replace("_gb", "") + "_percent", 100 * taken / all);
        }
    }

    private static double sum(List<Node> nodes, Function<Node, Optional<Double>> figure) {
        return nodes.stream()
                .flatMap(node -> figure.apply(node).stream())
                .mapToDouble(n -> n)
                .sum();
    }

    private static void counted(Map<String, Double> figures, SlurmJson.Diag diag) {
        Map.of(
                        "jobs_running", "jobs_running",
                        "jobs_pending", "jobs_pending",
                        "jobs_submitted", "jobs_submitted_today",
                        "jobs_completed", "jobs_completed_today",
                        "jobs_failed", "jobs_failed_today",
                        "jobs_canceled", "jobs_cancelled_today",
                        "schedule_cycle_mean", "schedule_cycle_microseconds_mean",
                        "dbd_agent_queue_size", "accounting_messages_waiting")
                .forEach((theirs, ours) ->
                        diag.number(theirs).ifPresent(n -> figures.put(ours, n.doubleValue())));
    }

    /** Only the caller's own jobs, as everywhere. */
    private MetricsReading efficiency(Pass pass, MetricsQuery query) {
        if (query.user().filter(user -> !user.equals(pass.user())).isPresent()) {
            throw new HpcException(
                    new Failure.NotAllowed(
                            "the efficiency of other people's jobs", Optional.empty()));
        }
        Instant now = clock.instant();
        Instant since = query.since().orElse(now.minus(USUAL));
        Efficiency efficiency = new Efficiency(since, query.until().orElse(now));
        accounting
                .jobs(pass, since, true)
                .orElseThrow(() ->
                        HpcException.notSupported(cluster, "efficiency: it has no accounting"))
                .stream()
                .filter(job -> query.queue().isEmpty() || query.queue().equals(job.partition()))
                .forEach(efficiency::add);
        return reading(query.what(), efficiency.figures(), List.of(), Optional.empty());
    }

    private MetricsReading reading(
            MetricsKind what,
            Map<String, Double> figures,
            List<String> warnings,
            Optional<String> raw) {
        return new MetricsReading(
                cluster, what, figures, List.of(), warnings, raw, clock.instant());
    }
}
