package dev.hpcmcp.tool;

import dev.hpcmcp.model.Curves.Point;
import dev.hpcmcp.spec.ListCheckpoints.Mode;
import dev.hpcmcp.tool.Comparison.Line;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says of each metric that several runs have which of them came farthest. */
final class Ranking {
    private Ranking() {}

    static List<String> of(List<Line> lines) {
        Map<String, List<Line>> byName =
                lines.stream()
                        .collect(
                                Collectors.groupingBy(
                                        line -> line.curve().name(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return byName.entrySet().stream()
                .filter(metric -> metric.getValue().size() > 1)
                .flatMap(metric -> words(metric.getKey(), metric.getValue()).stream())
                .toList();
    }

    private static Optional<String> words(String name, List<Line> lines) {
        return Goal.of(name)
                .map(mode ->
                        "best %s: "
                                .formatted(name)
                                .concat(
                                        lines.stream()
                                                .sorted(byBest(mode))
                                                .map(Ranking::words)
                                                .collect(Collectors.joining("; "))));
    }

    private static Comparator<Line> byBest(Mode mode) {
        Comparator<Line> order = Comparator.comparingDouble(line -> best(line).value());
        return mode == Mode.MIN ? order : order.reversed();
    }

    private static Point best(Line line) {
        return CurveFacts.of(line.curve()).best().orElseThrow();
    }

    private static String words(Line line) {
        Point best = best(line);
        return "%s %.4g at epoch %d".formatted(line.run(), best.value(), best.epoch());
    }
}
