package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Limits;
import dev.hpcmcp.model.Load;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.Project;
import dev.hpcmcp.model.Queue;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Partitions as queues, with limits, projects and load as far as the gateway tells them. */
final class Description {
    private static final Duration KEPT = Duration.ofSeconds(15);

    private final Map<String, ClusterDetails> kept = new ConcurrentHashMap<>();
    private final String cluster;
    private final SiteApi api;
    private final Signing signing;
    private final Machines machines;
    private final Clock clock;

    Description(String cluster, SiteApi api, Signing signing, Machines machines, Clock clock) {
        this.cluster = cluster;
        this.api = api;
        this.signing = signing;
        this.machines = machines;
        this.clock = clock;
    }

    /** One look serves for a while: it takes several requests, and little changes. */
    ClusterDetails of(Caller caller) {
        Optional<ClusterDetails> last =
                Optional.ofNullable(kept.get(caller.subject())).filter(this::isFresh);
        ClusterDetails now = last.orElseGet(() -> looked(caller));
        kept.put(caller.subject(), now);
        return now;
    }

    private boolean isFresh(ClusterDetails last) {
        return clock.instant().isBefore(last.asOf().plus(KEPT));
    }

    private ClusterDetails looked(Caller caller) {
        List<Part> partitions = api.partitions(caller).list("partitions", "data");
        List<Node> nodes = offered(() -> machines.nodes(caller, NodeQuery.all())).orElse(List.of());
        Optional<Part> load =
                offered(() ->
                        Part.of(api.metrics(caller, Feature.LOAD, "cluster", Map.of()).json()));
        return new ClusterDetails(
                cluster,
                partitions.stream().flatMap(one -> queue(one, nodes).stream()).toList(),
                projects(caller),
                Optional.of(limits(nodes)).filter(limits -> !nodes.isEmpty()),
                Optional.of(load(load.orElse(Part.NONE), nodes)),
                Optional.empty(),
                clock.instant());
    }

    /** What a gateway does not have, or does not show everybody, is left out. */
    private static <T> Optional<T> offered(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (HpcException e) {
            return switch (e.failure()) {
                case Failure.NotSupported _, Failure.NotAllowed _, Failure.NotFound _ ->
                        Optional.empty();
                default -> throw e;
            };
        }
    }

    private List<Project> projects(Caller caller) {
        return signing
                .account(caller)
                .user()
                .flatMap(user -> offered(() -> api.user(caller, user)))
                .map(user -> user.parts("associations"))
                .orElse(List.of())
                .stream()
                .flatMap(one ->
                        one
                                .text("account")
                                .map(name -> new Project(name, one.words("qos")))
                                .stream())
                .distinct()
                .toList();
    }

    private static Optional<Queue> queue(Part partition, List<Node> nodes) {
        return partition.text("name").map(name -> queue(partition, name, nodes));
    }

    private static Queue queue(Part partition, String name, List<Node> nodes) {
        List<Node> own = nodes.stream().filter(node -> node.queues().contains(name)).toList();
        Optional<Integer> total = partition.count("cpus_total");
        Optional<Integer> used = partition.count("cpus_allocated");
        return new Queue(
                name,
                partition.text("state").map(word -> word.toLowerCase(Locale.ROOT)),
                partition
                        .text("is_default")
                        .or(() -> partition.text("default"))
                        .filter("true"::equalsIgnoreCase)
                        .isPresent(),
                partition.seconds("max_time").filter(seconds -> seconds > 0),
                partition.count("nodes_total"),
                partition.count("nodes_idle"),
                total,
                total.flatMap(all -> used.map(busy -> Math.max(0, all - busy))),
                Optional.of(sum(own, Node::gpusTotal)).filter(gpus -> gpus > 0),
                partition.words("features"));
    }

    private static Limits limits(List<Node> nodes) {
        return new Limits(
                largest(nodes, node -> node.coresTotal()),
                largest(nodes, node -> node.memoryGbTotal()),
                largest(nodes, node -> node.gpusTotal().filter(gpus -> gpus > 0)),
                Optional.empty(),
                Optional.empty());
    }

    private static <T extends Comparable<T>> List<T> largest(
            List<Node> nodes, Function<Node, Optional<T>> size) {
        return nodes.stream()
                .flatMap(node -> size.apply(node).stream())
                .max(Comparable::compareTo)
                .stream()
                .toList();
    }

    private static Load load(Part metrics, List<Node> nodes) {
        Part jobs = metrics.part("job_counts");
        boolean told = nodes.stream().anyMatch(node -> node.coresTotal().isPresent());
        return new Load(
                jobs.count("RUNNING"),
                jobs.count("PENDING"),
                told ? Optional.of(sum(nodes, Node::coresAllocated)) : Optional.empty(),
                told ? Optional.of(sum(nodes, Node::coresTotal)) : Optional.empty());
    }

    private static int sum(List<Node> nodes, Function<Node, Optional<Integer>> what) {
        return nodes.stream().map(what).flatMap(Optional::stream).mapToInt(n -> n).sum();
    }
}
