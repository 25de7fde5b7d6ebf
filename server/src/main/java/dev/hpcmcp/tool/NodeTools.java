package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Deed;
import dev.hpcmcp.guard.Permit;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.NodeState;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.NodeControl;
import dev.hpcmcp.port.Nodes;
import dev.hpcmcp.spec.ListNodes;
import dev.hpcmcp.spec.ListNodes.Summary;
import dev.hpcmcp.spec.SetNodeState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Shows the machines of a cluster, and takes them out of service or back. */
final class NodeTools {
    private final Backends backends;

    NodeTools(Backends backends) {
        this.backends = backends;
    }

    ListNodes.Output listNodes(Caller caller, ListNodes.Input input) {
        Served<Nodes> served = backends.serving(caller, input.cluster(), Nodes.class);
        List<Node> nodes =
                served.port()
                        .nodes(
                                caller,
                                new NodeQuery(
                                        input.states(),
                                        input.queue(),
                                        input.features(),
                                        input.available(),
                                        input.name()));
        ByName<Node> page =
                ByName.page(served.cluster(), nodes, Node::name, input.limit(), input.cursor());
        return new ListNodes.Output(summary(nodes), page.items(), page.nextCursor());
    }

    private static Summary summary(List<Node> nodes) {
        Map<NodeState, Integer> byState = new TreeMap<>();
        nodes.forEach(node -> byState.merge(node.state(), 1, Integer::sum));
        List<Node> usable = nodes.stream().filter(node -> node.state().available()).toList();
        List<Node> withGpus = usable.stream().filter(node -> node.gpusTotal().isPresent()).toList();
        return new Summary(
                nodes.size(),
                byState,
                idle(usable, Node::coresTotal, Node::coresAllocated),
                withGpus.isEmpty() && !usable.isEmpty()
                        ? Optional.empty()
                        : idle(withGpus, Node::gpusTotal, Node::gpusAllocated));
    }

    /** Unknown if one node does not tell: a sum of the others would pass for all. */
    private static Optional<Integer> idle(
            List<Node> nodes,
            Function<Node, Optional<Integer>> total,
            Function<Node, Optional<Integer>> allocated) {
        return nodes.stream()
                .map(node ->
                        total.apply(node)
                                .flatMap(all ->
                                        allocated.apply(node).map(used -> Math.max(0, all - used))))
                .reduce(
                        Optional.of(0),
                        (sum, next) -> sum.flatMap(known -> next.map(more -> known + more)));
    }

    SetNodeState.Output setNodeState(Caller caller, SetNodeState.Input input, Permit permit)
            throws InterruptedException {
        if (input.reason().isBlank()) {
            throw HpcException.invalid(
                    "reason", "is empty", "a few words for those who find the node so");
        }
        NodeControl port =
                backends.serving(caller, Optional.of(input.cluster()), NodeControl.class).port();
        Node before =
                port.nodes(caller, NodeQuery.named(input.node())).stream()
                        .findFirst()
                        .orElseThrow(
                                () -> new HpcException(new Failure.NotFound("node", input.node())));
        permit.permit(
                Deed.admin(
                                "set a node to %s; %d jobs run there"
                                        .formatted(
                                                input.state().name().toLowerCase(Locale.ROOT),
                                                before.jobs().size()))
                        .with(
                                "The node is \"%s\" of %s."
                                        .formatted(before.name(), input.cluster())));
        Node after =
                port.order(
                        caller,
                        input.node(),
                        new NodeOrder(
                                input.state(),
                                input.reason(),
                                input.timeoutSeconds().map(Duration::ofSeconds)));
        return new SetNodeState.Output(before, after, after.jobs());
    }
}
