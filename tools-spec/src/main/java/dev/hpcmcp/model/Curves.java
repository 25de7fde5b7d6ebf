package dev.hpcmcp.model;

import java.util.List;
import java.util.Optional;

/**
 * What a run recorded of itself.
 *
 * @param note why there is nothing, or less than was asked for, where that can be said: that
 *     nothing is recorded is not that there is no progress
 */
public record Curves(List<Curve> curves, Optional<String> note) {
    public Curves {
        curves = List.copyOf(curves);
    }

    /** One metric over the epochs, in their order. */
    public record Curve(String name, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    /** A value that was recorded. */
    public record Point(int epoch, double value) {}
}
