package dev.hpcmcp.tool;

import dev.hpcmcp.model.Curves.Point;
import dev.hpcmcp.text.Untrusted;
import dev.hpcmcp.tool.Comparison.Line;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws curves. Loaded when somebody wants a picture, and not before. */
final class Chart {
    private static final Logger LOG = LoggerFactory.getLogger(Chart.class);
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final int MOST_LINES = 10;
    private static final int MOST_POINTS = 1_000;
    private static final int LONGEST_NAME = 32;

    /** Beyond this, curves on one scale hide each other. */
    private static final double WIDE = 1_000;

    /** Told apart by people who do not see all colours, too. */
    private static final Color[] COLORS = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xCC79A7),
        new Color(0x56B4E9),
        new Color(0xE69F00),
        new Color(0x000000),
        new Color(0x8C564B),
        new Color(0x7F7F7F),
        new Color(0x9467BD)
    };

    private Chart() {}

    /** Nothing, and a note, where this machine cannot draw. */
    static Optional<Picture> of(List<Line> lines, List<String> wanted, Consumer<String> note) {
        List<Line> shown = shown(lines, wanted);
        if (shown.size() > MOST_LINES) {
            note.accept("the chart has the first %d curves: give names".formatted(MOST_LINES));
        }
        try {
            System.setProperty("java.awt.headless", "true");
            return Optional.of(draw(shown.stream().limit(MOST_LINES).toList()));
        } catch (IOException | LinkageError | RuntimeException unable) {
            LOG.warn("no chart could be drawn", unable);
            note.accept("no chart: this server's machine cannot draw one");
            return Optional.empty();
        }
    }

    /** A learning rate is of another size than all else, and only shown if it is asked for. */
    private static List<Line> shown(List<Line> lines, List<String> wanted) {
        List<Line> others =
                lines.stream()
                        .filter(line -> !line.curve().name().matches("(?i)lr|.*learning_rate.*"))
                        .toList();
        return wanted.isEmpty() && !others.isEmpty() ? others : lines;
    }

    private static Picture draw(List<Line> lines) throws IOException {
        XYChart chart =
                new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle("epoch").build();
        style(chart.getStyler(), lines);
        boolean several = lines.stream().map(Line::run).distinct().count() > 1;
        for (Line line : lines) {
            List<Point> points = Thinning.to(MOST_POINTS, line.curve().points());
            chart.addSeries(
                            name(line, several, chart),
                            points.stream().mapToDouble(Point::epoch).toArray(),
                            points.stream().mapToDouble(Point::value).toArray())
                    .setMarker(points.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(chart, png, BitmapEncoder.BitmapFormat.PNG);
        return Picture.png(png.toByteArray());
    }

    private static void style(org.knowm.xchart.style.XYStyler styler, List<Line> lines) {
        styler.setLegendPosition(Styler.LegendPosition.OutsideE);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(new Color(0xE0E0E0));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setSeriesColors(COLORS);
        styler.setXAxisMaxLabelCount(12);
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        styler.setYAxisLogarithmic(wide(lines));
    }

    private static boolean wide(List<Line> lines) {
        double min =
                lines.stream()
                        .mapToDouble(line -> CurveFacts.of(line.curve()).min())
                        .min()
                        .orElse(0);
        double max =
                lines.stream()
                        .mapToDouble(line -> CurveFacts.of(line.curve()).max())
                        .max()
                        .orElse(0);
        return min > 0 && max / min > WIDE;
    }

    /** No two are the same: names are cut, and they are a cluster's. */
    private static String name(Line line, boolean several, XYChart chart) {
        String whole = several ? line.run() + " " + line.curve().name() : line.curve().name();
        String text = Untrusted.line(whole);
        String name =
                text.length() <= LONGEST_NAME
                        ? text
                        : "…" + text.substring(text.length() - LONGEST_NAME + 1);
        return chart.getSeriesMap().containsKey(name)
                ? name + " (" + (chart.getSeriesMap().size() + 1) + ")"
                : name;
    }
}
