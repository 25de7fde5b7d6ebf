package dev.hpcmcp.model;

import java.util.List;
import java.util.Optional;

/** Which nodes to list. Empty lists mean any; of features, a node must have all. */
public record NodeQuery(
        List<NodeState> states,
        Optional<String> queue,
        List<String> features,
        Optional<Boolean> available,
        Optional<String> name) {
    public NodeQuery {
        states = List.copyOf(states);
        features = List.copyOf(features);
    }

    public static NodeQuery all() {
        return new NodeQuery(
                List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }

    public static NodeQuery named(String name) {
        return new NodeQuery(
                List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.of(name));
    }

    public boolean admits(Node node) {
        return (states.isEmpty() || states.contains(node.state()))
                && queue.map(node.queues()::contains).orElse(true)
                && node.features().containsAll(features)
                && available.map(wanted -> wanted == node.state().available()).orElse(true)
                && name.map(node.name()::equals).orElse(true);
    }
}
