package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nodes, and what administrators do with them. */
final class Machines {
    private final String cluster;
    private final SlurmApi api;

    Machines(String cluster, SlurmApi api) {
        this.cluster = cluster;
        this.api = api;
    }

    /** Who asks for one node sees the jobs on it, everybody's: their ids and no more. */
    List<Node> all(Pass pass, NodeQuery query) {
        List<Node> nodes =
                api.nodes(pass).stream()
                        .map(NodeView::of)
                        .filter(query::admits)
                        .sorted(Comparator.comparing(Node::name))
                        .toList();
        return query.name().isPresent()
                ? nodes.stream().map(node -> withJobs(pass, node)).toList()
                : nodes;
    }

    private Node withJobs(Pass pass, Node node) {
        List<JobId> jobs =
                api.jobs(pass).stream()
                        .filter(raw -> isOn(node.name(), raw))
                        .map(Machines::id)
                        .distinct()
                        .toList();
        return NodeView.with(node, jobs);
    }

    private static boolean isOn(String node, SlurmJson.Raw raw) {
        List<String> words = raw.jobState().map(SlurmJson.Words::list).orElse(List.of());
        return switch (States.state(words, raw)) {
            case STARTING, RUNNING, SUSPENDED, ENDING ->
                    NodeNames.expanded(raw.nodes().orElse("")).contains(node);
            case QUEUED, HELD, FINISHED, UNKNOWN -> false;
        };
    }

    private static JobId id(SlurmJson.Raw raw) {
        SlurmId whole = SlurmId.of(raw.wholeId());
        return raw.task().map(whole::withTask).orElse(whole).asJobId();
    }

    Node order(Pass pass, String name, NodeOrder order) {
        if (order.timeout().isPresent()) {
            throw HpcException.notSupported(cluster, "a timeout for " + word(order.target()));
        }
        one(pass, name);
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("state", List.of(order.target().name()));
        if (!order.reason().isBlank()) {
            change.put("reason", order.reason());
        }
        api.update(pass, name, change);
        return one(pass, name);
    }

    private Node one(Pass pass, String name) {
        return all(pass, NodeQuery.named(name)).stream()
                .findFirst()
                .orElseThrow(() -> new HpcException(new Failure.NotFound("node", name)));
    }

    private static String word(NodeOrder.Target target) {
        return target.name().toLowerCase(java.util.Locale.ROOT);
    }
}
