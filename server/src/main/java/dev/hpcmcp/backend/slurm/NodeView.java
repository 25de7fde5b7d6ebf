package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of Slurm's nodes as a node. Both families say a base state and flags, in other places. */
final class NodeView {
    private static final Pattern GPUS = Pattern.compile("gpu(?::[^:,()]+)?:(\\d+)");
    private static final Set<String> GONE =
            Set.of(
                    "DOWN",
                    "ERROR",
                    "FAIL",
                    "FUTURE",
                    "NOT_RESPONDING",
                    "POWERED_DOWN",
                    "POWERING_DOWN",
                    "REBOOT_ISSUED");
    private static final Set<String> KEPT = Set.of("RESERVED", "MAINT", "MAINTENANCE");
    private static final Set<String> BUSY = Set.of("ALLOCATED", "MIXED", "COMPLETING");

    private NodeView() {}

    static Node of(SlurmJson.Node node) {
        List<String> words = words(node);
        Optional<Double> total = gigabytes(node.realMemory());
        Optional<Integer> gpus = gpus(node.gres());
        return new Node(
                node.name(),
                state(words),
                Optional.of(String.join("+", words)).filter(text -> !text.isEmpty()),
                list(node.partitions()),
                number(node.cpus()),
                number(node.allocCpus()),
                total,
                total.flatMap(
                        all -> gigabytes(node.allocMemory()).map(used -> Math.max(0, all - used))),
                gpus,
                gpus.map(_ -> gpus(node.gresUsed()).orElse(0)),
                list(node.features()),
                Views.said(node.reason()),
                List.of());
    }

    static Node with(Node node, List<JobId> jobs) {
        return new Node(
                node.name(),
                node.state(),
                node.nativeState(),
                node.queues(),
                node.coresTotal(),
                node.coresAllocated(),
                node.memoryGbTotal(),
                node.memoryGbFree(),
                node.gpusTotal(),
                node.gpusAllocated(),
                node.features(),
                node.reason(),
                jobs);
    }

    static List<String> words(SlurmJson.Node node) {
        List<String> words = new ArrayList<>();
        Stream.concat(list(node.state()).stream(), list(node.stateFlags()).stream())
                .map(word -> word.toUpperCase(Locale.ROOT))
                .forEach(words::add);
        return words;
    }

    static NodeState state(List<String> words) {
        boolean busy = words.stream().anyMatch(BUSY::contains);
        if (words.stream().anyMatch(GONE::contains)) {
            return NodeState.DOWN;
        }
        if (words.contains("DRAIN")) {
            return busy ? NodeState.DRAINING : NodeState.DRAINED;
        }
        if (words.stream().anyMatch(KEPT::contains)) {
            return NodeState.RESERVED;
        }
        if (words.contains("MIXED")) {
            return NodeState.MIXED;
        }
        if (words.contains("ALLOCATED") || words.contains("COMPLETING")) {
            return NodeState.ALLOCATED;
        }
        return words.contains("IDLE") ? NodeState.IDLE : NodeState.UNKNOWN;
    }

    private static List<String> list(Optional<SlurmJson.Words> words) {
        return words.map(SlurmJson.Words::list).orElse(List.of());
    }

    private static Optional<Integer> number(Optional<SlurmJson.Num> num) {
        return SlurmJson.number(num).map(Long::intValue);
    }

    private static Optional<Double> gigabytes(Optional<SlurmJson.Num> mebibytes) {
        return SlurmJson.number(mebibytes).map(number -> number / 1024.0);
    }

    private static Optional<Integer> gpus(Optional<String> gres) {
        Matcher gpus = GPUS.matcher(gres.orElse(""));
        int sum = 0;
        while (gpus.find()) {
            sum += Integer.parseInt(gpus.group(1));
        }
        return sum > 0 ? Optional.of(sum) : Optional.empty();
    }
}
