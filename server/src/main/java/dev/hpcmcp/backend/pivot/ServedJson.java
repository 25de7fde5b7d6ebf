package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Curves.Curve;
import dev.hpcmcp.model.Curves.Point;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Progress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The served JSON in our words. */
final class ServedJson {
    static final String STALE =
            "the service does not notice when a run ends: this is the last that was done to it";

    private ServedJson() {}

    /** A session of {@code /status}. */
    static JobBuilder run(
            String cluster, JobId id, Part session, Instant now, Optional<ZoneOffset> zone) {
        Status status = Status.of(session.text("status"));
        JobBuilder job =
                Job.of(cluster, id, status.state(), status.word(), now)
                        .kind(JobKind.TRAINING)
                        .outcome(status.outcome())
                        .name(session.text("experiment_name"))
                        .tags(session.texts("tags"))
                        .submittedAt(time(session, "created_at", zone))
                        .startedAt(time(session, "started_at", zone))
                        .endedAt(
                                status.finished()
                                        ? time(session, "ended_at", zone)
                                        : Optional.empty());
        return mayBeOld(job, status);
    }

    static JobBuilder mayBeOld(JobBuilder job, Status status) {
        return status.finished() || status.state() == JobState.HELD
                ? job
                : job.stale(true).reason(STALE);
    }

    private static Optional<Instant> time(Part session, String name, Optional<ZoneOffset> zone) {
        return session.text(name).flatMap(text -> Times.local(text, zone));
    }

    /** Of {@code /epochs}; absent where the service records none. */
    static Optional<Progress> progress(Part epochs) {
        List<Part> done = epochs.items("epochs");
        double current =
                Math.max(
                        epochs.number("current_epoch").orElse(0.0),
                        Math.max(epochs.number("completed_epochs").orElse(0.0), done.size()));
        Optional<Double> total = epochs.number("total_epochs").filter(all -> all > 0);
        if (current == 0 && total.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (!done.isEmpty()) {
            done.getLast()
                    .at("train_metrics")
                    .numbers()
                    .forEach((n, v) -> metrics.put("train_" + n, v));
            done.getLast()
                    .at("val_metrics")
                    .numbers()
                    .forEach((n, v) -> metrics.put("val_" + n, v));
        }
        return Optional.of(
                new Progress(
                        current,
                        total,
                        Optional.of("epochs"),
                        total.map(all -> Math.clamp(current / all, 0, 1)),
                        metrics));
    }

    /** Of {@code /metrics}: both kinds, under the names that agents know from elsewhere. */
    static List<Curve> curves(Part metrics) {
        List<Curve> curves = new ArrayList<>();
        add(curves, metrics.at("train_metrics"), "train_");
        add(curves, metrics.at("val_metrics"), "val_");
        return curves;
    }

    private static void add(List<Curve> curves, Part series, String prefix) {
        series.names()
                .forEach(name -> {
                    List<Point> points =
                            series.at(name).items("values").stream()
                                    .flatMap(value -> point(value).stream())
                                    .toList();
                    curves.add(new Curve(named(prefix, name), GuideJson.inOrder(points)));
                });
    }

    /** What names itself after its kind already keeps its name, as {@code val/loss} does. */
    private static String named(String prefix, String name) {
        String kind = prefix.substring(0, prefix.length() - 1);
        return name.startsWith(kind) ? name : prefix + name;
    }

    private static Optional<Point> point(Part value) {
        return value.number("value")
                .flatMap(number -> value.integer("epoch").map(epoch -> new Point(epoch, number)));
    }

    /** Of {@code /graphs/learning-rate}. */
    static Optional<Curve> learningRate(Part graph) {
        List<Point> points =
                graph.items("lr_data").stream()
                        .flatMap(xy ->
                                xy
                                        .number("y")
                                        .flatMap(y ->
                                                xy.number("x")
                                                        .map(x -> new Point((int) Math.rint(x), y)))
                                        .stream())
                        .toList();
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new Curve("learning_rate", GuideJson.inOrder(points)));
    }
}
