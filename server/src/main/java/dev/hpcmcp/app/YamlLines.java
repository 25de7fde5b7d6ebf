package dev.hpcmcp.app;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import tools.jackson.core.JacksonException.Reference;

/**
 * Finds the line of a key: the binder forgets it where it has to look ahead for a cluster's kind.
 */
final class YamlLines {
    private YamlLines() {}

    /** The line of the deepest step of the path that is there, counted from 1. */
    static Optional<Integer> of(String text, List<Reference> path) {
        Optional<Node> node = new Compose(LoadSettings.builder().build()).composeString(text);
        Optional<Integer> line = Optional.empty();
        for (Reference step : path) {
            if (node.isEmpty()) {
                break;
            }
            Optional<Node> found = node.flatMap(here -> child(here, step));
            line = node.flatMap(here -> line(here, step)).or(() -> found.flatMap(YamlLines::line));
            node = found;
        }
        return line;
    }

    private static Optional<Node> child(Node node, Reference step) {
        return switch (node) {
            case MappingNode map ->
                    tuple(map, String.valueOf(step.getPropertyName())).map(NodeTuple::getValueNode);
            case SequenceNode list
                    when step.getIndex() >= 0 && step.getIndex() < list.getValue().size() ->
                    Optional.of(list.getValue().get(step.getIndex()));
            default -> Optional.empty();
        };
    }

    private static Optional<Integer> line(Node node, Reference step) {
        return node instanceof MappingNode map
                ? tuple(map, String.valueOf(step.getPropertyName()))
                        .flatMap(tuple -> line(tuple.getKeyNode()))
                : Optional.empty();
    }

    private static Optional<Integer> line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1);
    }

    private static Optional<NodeTuple> tuple(MappingNode map, String key) {
        return map.getValue().stream()
                .filter(tuple ->
                        tuple.getKeyNode() instanceof ScalarNode name
                                && name.getValue().equals(key))
                .findFirst();
    }
}
