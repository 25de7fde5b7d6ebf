package dev.hpcmcp.tool;

import dev.hpcmcp.model.Curves.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Fewer points of a curve that tell the same: its ends, its extremes, and the extremes of each
 * stretch in between.
 */
final class Thinning {
    private Thinning() {}

    /**
     * @param most at least 4
     */
    static List<Point> to(int most, List<Point> points) {
        if (points.size() <= most) {
            return points;
        }
        TreeSet<Integer> kept = new TreeSet<>();
        kept.add(0);
        kept.add(points.size() - 1);
        addExtremes(kept, points, 0, points.size());
        int stretches = (most - kept.size()) / 2;
        for (int i = 0; i < stretches; i++) {
            addExtremes(
                    kept,
                    points,
                    (int) ((long) i * points.size() / stretches),
                    (int) ((i + 1L) * points.size() / stretches));
        }
        return kept.stream().map(points::get).toList();
    }

    private static void addExtremes(Set<Integer> kept, List<Point> points, int from, int until) {
        Comparator<Integer> byValue = Comparator.comparingDouble(i -> points.get(i).value());
        IntStream.range(from, until).boxed().min(byValue).ifPresent(kept::add);
        IntStream.range(from, until).boxed().max(byValue).ifPresent(kept::add);
    }
}
