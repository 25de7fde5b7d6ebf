package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Limits;
import dev.hpcmcp.model.Load;
import dev.hpcmcp.model.Queue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Partitions and nodes as queues, limits and load. */
final class Description {
    private static final Pattern GPUS = Pattern.compile("gpu(?::[^:,()]+)?:(\\d+)");
    private static final Set<String> AWAY =
            Set.of("DOWN", "DRAIN", "FAIL", "MAINT", "NOT_RESPONDING", "POWERED_DOWN", "ERROR");

    private final List<SlurmJson.Partition> partitions;
    private final List<SlurmJson.Node> nodes;
    private final Optional<SlurmJson.Statistics> statistics;

    Description(
            List<SlurmJson.Partition> partitions, List<SlurmJson.Node> nodes, SlurmJson.Diag diag) {
        this.partitions = partitions;
        this.nodes = nodes;
        this.statistics = diag.statistics();
    }

    ClusterDetails of(String cluster, Instant now) {
        return new ClusterDetails(
                cluster,
                partitions.stream().map(this::queue).toList(),
                List.of(),
                Optional.of(limits()),
                Optional.of(load()),
                Optional.empty(),
                now);
    }

    private Queue queue(SlurmJson.Partition partition) {
        List<SlurmJson.Node> own =
                nodes.stream()
                        .filter(node -> words(node.partitions()).anyMatch(partition.name()::equals))
                        .toList();
        return new Queue(
                partition.name(),
                state(partition),
                words(partition.flags()).anyMatch("default"::equalsIgnoreCase),
                maxTime(partition).map(minutes -> minutes * 60),
                number(partition.totalNodes())
                        .or(() -> at(partition.nodes(), "total"))
                        .or(() -> Optional.of(own.size())),
                Optional.of((int) own.stream().filter(Description::isIdle).count()),
                number(partition.totalCpus()).or(() -> at(partition.cpus(), "total")),
                Optional.of(own.stream().mapToInt(Description::idleCores).sum()),
                Optional.of(own.stream().mapToInt(Description::gpus).sum()).filter(n -> n > 0),
                own.stream().flatMap(node -> words(node.features())).distinct().sorted().toList());
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
        Optional<Integer> cores =
                nodes.stream().flatMap(node -> number(node.cpus()).stream()).max(Integer::compare);
        Optional<Double> memory =
                nodes.stream()
                        .flatMap(node -> SlurmJson.number(node.realMemory()).stream())
                        .max(Long::compare)
                        .map(mebibytes -> mebibytes / 1024.0);
        Optional<Integer> gpus =
                nodes.stream().map(Description::gpus).max(Integer::compare).filter(n -> n > 0);
        return new Limits(
                cores.stream().toList(),
                memory.stream().toList(),
                gpus.stream().toList(),
                Optional.empty(),
                Optional.empty());
    }

    private Load load() {
        return new Load(
                statistics.flatMap(numbers -> number(numbers.jobsRunning())),
                statistics.flatMap(numbers -> number(numbers.jobsPending())),
                Optional.of(
                        nodes.stream().mapToInt(node -> number(node.allocCpus()).orElse(0)).sum()),
                Optional.of(nodes.stream().mapToInt(node -> number(node.cpus()).orElse(0)).sum()));
    }

    private static boolean isAway(SlurmJson.Node node) {
        return Stream.concat(words(node.state()), words(node.stateFlags()))
                .map(word -> word.toUpperCase(Locale.ROOT))
                .anyMatch(AWAY::contains);
    }

    private static boolean isIdle(SlurmJson.Node node) {
        return !isAway(node) && words(node.state()).anyMatch("idle"::equalsIgnoreCase);
    }

    private static int idleCores(SlurmJson.Node node) {
        int cores = number(node.cpus()).orElse(0) - number(node.allocCpus()).orElse(0);
        return isAway(node) ? 0 : Math.max(0, cores);
    }

    private static int gpus(SlurmJson.Node node) {
        Matcher gpus = GPUS.matcher(node.gres().orElse(""));
        int sum = 0;
        while (gpus.find()) {
            sum += Integer.parseInt(gpus.group(1));
        }
        return sum;
    }

    private static Stream<String> words(Optional<SlurmJson.Words> words) {
        return words.stream().flatMap(list -> list.list().stream());
    }

    private static Optional<Integer> number(Optional<SlurmJson.Num> num) {
        return SlurmJson.number(num).map(Long::intValue);
    }

    /** In the old API this is a text. */
    private static Optional<Integer> at(Optional<JsonNode> node, String key) {
        return node.flatMap(inner -> SlurmJson.Num.of(inner.path(key)).value()).map(Long::intValue);
    }
}
