package dev.hpcmcp.tool;

import dev.hpcmcp.model.Curves.Curve;
import dev.hpcmcp.model.Curves.Point;
import dev.hpcmcp.spec.GetTrainingMetrics.Trend;
import dev.hpcmcp.spec.ListCheckpoints.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What one curve says, of all its points: thinning is for reading only. */
record CurveFacts(
        double min, double max, double last, Optional<Point> best, Trend trend, int recorded) {
    private static final int TOO_FEW = 4;

    /** Times the noise: less may be chance. */
    private static final double CLEAR = 1.5;

    /** Of the curve's whole range: less is standing still. */
    private static final double STILL = 0.03;

    /**
     * @param curve with at least one point
     */
    static CurveFacts of(Curve curve) {
        List<Point> points = curve.points();
        return new CurveFacts(
                points.stream().mapToDouble(Point::value).min().orElseThrow(),
                points.stream().mapToDouble(Point::value).max().orElseThrow(),
                points.getLast().value(),
                Goal.of(curve.name()).map(mode -> best(points, mode)),
                trend(points),
                points.size());
    }

    private static Point best(List<Point> points, Mode mode) {
        Comparator<Point> byValue = Comparator.comparingDouble(Point::value);
        // The earliest of equals: what came after did not help.
        return points.stream().min(mode == Mode.MIN ? byValue : byValue.reversed()).orElseThrow();
    }

    /** By a line through the last third, if that says more than the noise around it. */
    static Trend trend(List<Point> points) {
        int window = Math.min(points.size(), Math.max(TOO_FEW + 1, points.size() / 3));
        if (points.size() < TOO_FEW) {
            return Trend.UNCLEAR;
        }
        double[] values =
                points.subList(points.size() - window, points.size()).stream()
                        .mapToDouble(Point::value)
                        .toArray();
        double range =
                points.stream().mapToDouble(Point::value).max().orElse(0)
                        - points.stream().mapToDouble(Point::value).min().orElse(0);
        double slope = slope(values);
        double change = slope * (values.length - 1);
        double noise = noise(values, slope);
        if (Math.abs(change) <= STILL * range) {
            return noise <= STILL * range ? Trend.FLAT : Trend.UNCLEAR;
        }
        if (Math.abs(change) < CLEAR * noise) {
            return Trend.UNCLEAR;
        }
        return change > 0 ? Trend.RISING : Trend.FALLING;
    }

    private static double slope(double[] values) {
        double middle = (values.length - 1) / 2.0;
        double mean = mean(values);
        double product = 0;
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            product += (i - middle) * (values[i] - mean);
            square += (i - middle) * (i - middle);
        }
        return product / square;
    }

    /** How far the values lie from the line, as a rule. */
    private static double noise(double[] values, double slope) {
        double middle = (values.length - 1) / 2.0;
        double mean = mean(values);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double off = values[i] - mean - slope * (i - middle);
            sum += off * off;
        }
        return Math.sqrt(sum / values.length);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
