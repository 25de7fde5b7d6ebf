package dev.hpcmcp.app;

import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Finds keys that were written without a value. The binder takes them for keys that were left out,
 * which is no harm but where leaving something out allows more.
 */
final class BlankKeys {
    private BlankKeys() {}

    /** The first below a key of the file, in words that go on after its name. */
    static Optional<String> in(String text, String key) {
        if (text.lines().noneMatch(line -> line.startsWith(key))) {
            return Optional.empty();
        }
        return tree(text)
                .filter(MappingNode.class::isInstance)
                .map(MappingNode.class::cast)
                .flatMap(top ->
                        top.getValue().stream()
                                .filter(tuple -> name(tuple).equals(key))
                                .flatMap(BlankKeys::blank)
                                .findFirst());
    }

    /** What is no YAML at all is told by the binder. */
    private static Optional<Node> tree(String text) {
        try {
            return new Compose(LoadSettings.builder().build()).composeString(text);
        } catch (YamlEngineException broken) {
            return Optional.empty();
        }
    }

    private static Stream<String> blank(NodeTuple tuple) {
        if (empty(tuple.getValueNode())) {
            int line = tuple.getKeyNode().getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
            return Stream.of(", line %d: %s has no value".formatted(line, name(tuple)));
        }
        return blank(tuple.getValueNode());
    }

    private static Stream<String> blank(Node node) {
        return switch (node) {
            case MappingNode map -> map.getValue().stream().flatMap(BlankKeys::blank);
            case SequenceNode list ->
                    list.getValue().stream().flatMap(one -> empty(one) ? none(one) : blank(one));
            default -> Stream.of();
        };
    }

    private static Stream<String> none(Node item) {
        int line = item.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        return Stream.of(", line %d: an item of a list has no value".formatted(line));
    }

    private static boolean empty(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    private static String name(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }
}
