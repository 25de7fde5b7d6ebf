package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Limits;
import dev.hpcmcp.model.Load;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeState;
import dev.hpcmcp.model.Project;
import dev.hpcmcp.model.Queue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Partitions and nodes as queues, limits and load.
 *
 * @param projects empty if nobody can tell now
 */
record Description(
        List<SlurmJson.Partition> partitions,
        List<Node> nodes,
        SlurmJson.Diag diag,
        Optional<List<Project>> projects) {
    private static final String NO_PROJECTS =
            "Projects are not known now: Slurm's accounting does not answer.";

    ClusterDetails of(String cluster, Instant now) {
        return new ClusterDetails(
                cluster,
                partitions.stream().map(this::queue).toList(),
                projects.orElse(List.of()),
                Optional.of(limits()),
                Optional.of(load()),
                projects.isPresent() ? Optional.empty() : Optional.of(NO_PROJECTS),
                now);
    }

    private Queue queue(SlurmJson.Partition partition) {
        List<Node> own =
                nodes.stream().filter(node -> node.queues().contains(partition.name())).toList();
        return new Queue(
                partition.name(),
                state(partition),
                partition.flags().stream()
                        .flatMap(words -> words.list().stream())
                        .anyMatch("default"::equalsIgnoreCase),
                maxTime(partition).map(minutes -> minutes * 60),
                number(partition.totalNodes())
                        .or(() -> at(partition.nodes(), "total"))
                        .or(() -> Optional.of(own.size())),
                Optional.of(
                        (int) own.stream().filter(node -> node.state() == NodeState.IDLE).count()),
                number(partition.totalCpus()).or(() -> at(partition.cpus(), "total")),
                Optional.of(own.stream().mapToInt(Description::idleCores).sum()),
                Optional.of(sum(own, Node::gpusTotal)).filter(gpus -> gpus > 0),
                own.stream()
                        .flatMap(node -> node.features().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static Optional<String> state(SlurmJson.Partition partition) {
        return partition
                .state()
                .or(() ->
                        partition.partition().map(inner -> SlurmJson.Words.of(inner.path("state"))))
                .flatMap(words -> words.list().stream().findFirst())
                .map(word -> word.toLowerCase(Locale.ROOT));
    }

    private static Optional<Long> maxTime(SlurmJson.Partition partition) {
        return SlurmJson.number(partition.maxTime())
                .or(() ->
                        partition
                                .maximums()
                                .flatMap(inner -> SlurmJson.Num.of(inner.path("time")).value()))
                .filter(minutes -> minutes > 0);
    }

    private Limits limits() {
        return new Limits(
                largest(Node::coresTotal),
                largest(Node::memoryGbTotal),
                largest(Node::gpusTotal),
                Optional.empty(),
                Optional.empty());
    }

    private <T extends Comparable<T>> List<T> largest(Function<Node, Optional<T>> figure) {
        return nodes.stream()
                .flatMap(node -> figure.apply(node).stream())
                .max(Comparable::compareTo)
                .stream()
                .toList();
    }

    private Load load() {
        return new Load(
                diag.number("jobs_running"),
                diag.number("jobs_pending"),
                Optional.of(sum(nodes, Node::coresAllocated)),
                Optional.of(sum(nodes, Node::coresTotal)));
    }

    private static int idleCores(Node node) {
        return node.state().available()
                ? Math.max(0, node.coresTotal().orElse(0) - node.coresAllocated().orElse(0))
                : 0;
    }

    private static int sum(List<Node> nodes, Function<Node, Optional<Integer>> figure) {
        return nodes.stream().mapToInt(node -> figure.apply(node).orElse(0)).sum();
    }

    private static Optional<Integer> number(Optional<SlurmJson.Num> num) {
        return SlurmJson.number(num).map(Long::intValue);
    }

    /** In the old API this is a text. */
    private static Optional<Integer> at(Optional<JsonNode> node, String key) {
        return node.flatMap(inner -> SlurmJson.Num.of(inner.path(key)).value()).map(Long::intValue);
    }
}
