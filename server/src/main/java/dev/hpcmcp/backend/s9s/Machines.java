package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.NodeState;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The nodes of a cluster, and taking them out of service. */
final class Machines {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private final String cluster;
    private final SiteApi api;

    Machines(String cluster, SiteApi api) {
        this.cluster = cluster;
        this.api = api;
    }

    List<Node> nodes(Caller caller, NodeQuery query) {
        List<Part> raws =
                query.name().isPresent()
                        ? List.of(api.node(caller, checked(query.name().get())))
                        : list(caller, query);
        return raws.stream()
                .flatMap(raw -> node(raw).stream())
                .filter(query::admits)
                .sorted(Comparator.comparing(Node::name))
                .toList();
    }

    private List<Part> list(Caller caller, NodeQuery query) {
        return api.nodes(caller, filter(query)).list("nodes", "data");
    }

    private static Map<String, String> filter(NodeQuery query) {
        Map<String, String> filter = new LinkedHashMap<>();
        if (query.states().size() == 1) {
            word(query.states().getFirst()).ifPresent(word -> filter.put("state", word));
        }
        query.queue().ifPresent(queue -> filter.put("partition", queue));
        if (!query.features().isEmpty()) {
            filter.put("features", String.join(",", query.features()));
        }
        query.available().filter(yes -> yes).ifPresent(_ -> filter.put("available", "true"));
        return filter;
    }

    /** Only where their word covers ours; DRAIN is two things. */
    private static Optional<String> word(NodeState state) {
        return switch (state) {
            case IDLE, MIXED, ALLOCATED, DOWN -> Optional.of(state.name());
            case RESERVED, DRAINING, DRAINED, UNKNOWN -> Optional.empty();
        };
    }

    Node order(Caller caller, String name, NodeOrder order) {
        String node = checked(name);
        if (order.target() != NodeOrder.Target.DRAIN && order.timeout().isPresent()) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster,
                            "a timeout for this change",
                            Optional.of("it has one for draining")));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        switch (order.target()) {
            case DRAIN -> {
                body.put("reason", order.reason());
                order.timeout().ifPresent(time -> body.put("timeout", words(time)));
                api.changeNode(caller, node, "drain", body);
            }
            case RESUME -> api.changeNode(caller, node, "resume", body);
            case DOWN, IDLE -> {
                body.put("state", order.target().name());
                body.put("reason", order.reason());
                api.changeNode(caller, node, "state", body);
            }
        }
        return node(api.node(caller, node))
                .orElseThrow(() ->
                        new HpcException(
                                new Failure.OutcomeUnknown(cluster, "changing node " + node)));
    }

    /** As {@code 2h}, {@code 90m} or {@code 45s}. */
    static String words(Duration time) {
        long seconds = time.toSeconds();
        return seconds % 3600 == 0
                ? seconds / 3600 + "h"
                : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches() || name.matches("\\.+")) {
            throw HpcException.invalid("node", "it is no node's name", "one node, such as node001");
        }
        return name;
    }

    static Optional<Node> node(Part raw) {
        return raw.text("node_name").or(() -> raw.text("name")).map(name -> node(raw, name));
    }

    private static Node node(Part raw, String name) {
        Optional<Double> total = raw.gigabytes("memory_total");
        Optional<Double> free =
                total.flatMap(all ->
                                raw.gigabytes("memory_allocated")
                                        .map(used -> Math.max(0, all - used)))
                        .or(() -> raw.gigabytes("memory_free"));
        List<String> words = raw.words("state");
        return new Node(
                name,
                state(words, raw.count("cpu_allocated").orElse(0)),
                words.isEmpty() ? Optional.empty() : Optional.of(String.join("+", words)),
                raw.words("partitions"),
                raw.count("cpu_total"),
                raw.count("cpu_allocated"),
                total,
                free,
                raw.count("gpus_total"),
                raw.count("gpus_allocated"),
                raw.words("features"),
                raw.text("reason").filter(reason -> !reason.equalsIgnoreCase("none")),
                raw.words("jobs").stream().map(JobId::new).toList());
    }

    /** {@code IDLE+DRAIN} is drained; with work left on it, a node is only draining. */
    private static NodeState state(List<String> words, int busyCores) {
        List<String> flags =
                words.stream()
                        .flatMap(word -> List.of(word.split("[+ ]", -1)).stream())
                        .map(word -> word.toUpperCase(Locale.ROOT).replaceAll("[^A-Z_]", ""))
                        .toList();
        if (flags.stream().anyMatch(AWAY::contains)) {
            return NodeState.DOWN;
        }
        if (flags.contains("DRAINED")) {
            return NodeState.DRAINED;
        }
        boolean busy = busyCores > 0 || flags.contains("MIXED") || flags.contains("ALLOCATED");
        if (flags.contains("DRAIN") || flags.contains("DRAINING")) {
            return busy || flags.contains("DRAINING") ? NodeState.DRAINING : NodeState.DRAINED;
        }
        if (flags.contains("RESERVED")
                || flags.contains("MAINT")
                || flags.contains("MAINTENANCE")) {
            return NodeState.RESERVED;
        }
        return List.of(NodeState.MIXED, NodeState.ALLOCATED, NodeState.IDLE).stream()
                .filter(state -> flags.contains(state.name()))
                .findFirst()
                .orElse(NodeState.UNKNOWN);
    }

    private static final List<String> AWAY =
            List.of(
                    "DOWN",
                    "ERROR",
                    "FAIL",
                    "FAILED",
                    "NOT_RESPONDING",
                    "POWERED_DOWN",
                    "POWERING_DOWN",
                    "FUTURE");
}
