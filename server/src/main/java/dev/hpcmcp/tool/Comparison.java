package dev.hpcmcp.tool;

import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Curves.Curve;
import dev.hpcmcp.model.Curves.Point;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.spec.GetTrainingMetrics;
import dev.hpcmcp.spec.GetTrainingMetrics.Series;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The curves of one run or more, for reading and for looking at. */
record Comparison(Map<JobId, Curves> runs, GetTrainingMetrics.Input asked, int points) {
    /** Of all curves together: more would not be read. */
    private static final int MOST_POINTS = 1_200;

    private static final int FEWEST = 4;
    private static final int MOST_CURVES = 60;

    static Comparison of(Map<JobId, Curves> runs, GetTrainingMetrics.Input asked) {
        long curves = runs.values().stream().mapToLong(run -> run.curves().size()).sum();
        int share = MOST_POINTS / Math.clamp(curves, 1, MOST_CURVES);
        return new Comparison(runs, asked, Math.clamp(share, FEWEST, asked.points()));
    }

    /** A line of a picture or of a table. */
    record Line(JobId run, Curve curve) {}

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        runs.forEach((run, curves) ->
                curves.curves().stream()
                        .filter(curve -> !curve.points().isEmpty())
                        .forEach(curve -> lines.add(new Line(run, curve))));
        return lines;
    }

    List<Series> series() {
        return lines().stream().limit(MOST_CURVES).map(this::series).toList();
    }

    private Series series(Line line) {
        CurveFacts facts = CurveFacts.of(line.curve());
        return new Series(
                line.run(),
                line.curve().name(),
                Thinning.to(points, line.curve().points()).stream()
                        .map(point -> List.of((double) point.epoch(), rounded(point.value())))
                        .toList(),
                facts.recorded(),
                rounded(facts.min()),
                rounded(facts.max()),
                rounded(facts.last()),
                facts.best().map(Point::epoch),
                facts.trend());
    }

    /** More digits cost tokens and say nothing. */
    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(5)).doubleValue();
    }

    List<String> summary() {
        List<String> words = new ArrayList<>();
        runs.forEach((run, curves) ->
                Overfitting.in(curves.curves()).forEach(hint -> words.add(said(run, hint))));
        if (runs.size() > 1) {
            words.addAll(Ranking.of(lines()));
        }
        if (words.isEmpty()) {
            words.add(lines().isEmpty() ? "nothing to show" : "no sign of over-fitting");
        }
        return words;
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        runs.forEach((run, curves) -> curves.note().ifPresent(note -> notes.add(said(run, note))));
        for (String name : asked.names()) {
            if (!lines().isEmpty()
                    && lines().stream().noneMatch(l -> l.curve().name().equals(name))) {
                notes.add("there is no metric " + name + " here; without names all are shown");
            }
        }
        if (points < asked.points() && lines().stream().anyMatch(this::isThinned)) {
            notes.add("at most %d points a curve to keep this short".formatted(points));
        }
        if (lines().size() > MOST_CURVES) {
            notes.add(
                    "%d more curves are left out: give names"
                            .formatted(lines().size() - MOST_CURVES));
        }
        return notes;
    }

    private boolean isThinned(Line line) {
        return line.curve().points().size() > points;
    }

    private String said(JobId run, String words) {
        return runs.size() > 1 ? run + ": " + words : words;
    }

    Optional<Picture> picture(Consumer<String> note) {
        return lines().isEmpty() ? Optional.empty() : Chart.of(lines(), asked.names(), note);
    }
}
