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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The guide's JSON in our words. */
final class GuideJson {
    private static final Set<String> NO_METRICS = Set.of("epoch", "timestamp", "step");

    private GuideJson() {}

    static Job run(String cluster, JobId id, Part session, Instant now) {
        Status status = Status.of(session.text("status"));
        JobBuilder job =
                Job.of(cluster, id, status.state(), status.word(), now)
                        .kind(JobKind.TRAINING)
                        .outcome(status.outcome())
                        .name(session.text("session_name", "name"))
                        .tags(
                                session.texts("tags").stream()
                                        .filter(tag -> !tag.startsWith(GuideTags.OURS))
                                        .toList())
                        .submittedAt(time(session, "created_at"))
                        .startedAt(time(session, "started_at"))
                        .endedAt(
                                status.finished()
                                        ? time(session, "stopped_at", "completed_at", "ended_at")
                                        : Optional.empty())
                        .progress(progress(session));
        if (status.state() == JobState.HELD) {
            job.reason("created but not started; control_job with release starts it");
        }
        return job.build();
    }

    static boolean carries(Part session, String mark) {
        return session.texts("tags").contains(mark);
    }

    private static Optional<Instant> time(Part session, String... names) {
        return session.text(names).flatMap(Times::utc);
    }

    private static Optional<Progress> progress(Part session) {
        Optional<Double> current = session.number("current_epoch");
        Optional<Double> total = session.number("total_epochs").filter(epochs -> epochs > 0);
        Map<String, Double> metrics = session.at("latest_metrics").numbers();
        if (current.isEmpty() && metrics.isEmpty()) {
            return Optional.empty();
        }
        double done = current.orElse(0.0);
        Optional<Double> fraction =
                session.number("progress")
                        .filter(part -> part >= 0 && part <= 1)
                        .or(() -> total.map(all -> Math.clamp(done / all, 0, 1)));
        return Optional.of(new Progress(done, total, Optional.of("epochs"), fraction, metrics));
    }

    /** Records of all metrics of an epoch as one curve a metric. */
    static List<Curve> curves(List<Part> records) {
        Map<String, List<Point>> byName = new LinkedHashMap<>();
        for (Part record : records) {
            record.integer("epoch")
                    .ifPresent(epoch ->
                            record.numbers()
                                    .forEach((name, value) -> {
                                        if (!NO_METRICS.contains(name)) {
                                            byName.computeIfAbsent(name, _ -> new ArrayList<>())
                                                    .add(new Point(epoch, value));
                                        }
                                    }));
        }
        return byName.entrySet().stream()
                .map(metric -> new Curve(metric.getKey(), inOrder(metric.getValue())))
                .toList();
    }

    /** Two lists of the same length. */
    static Curve history(String name, Part history) {
        List<Part> epochs = history.items("epochs");
        List<Part> values = history.items("values");
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < Math.min(epochs.size(), values.size()); i++) {
            double value = values.get(i).node().asDouble(Double.NaN);
            int epoch = epochs.get(i).node().asInt(-1);
            if (Double.isFinite(value) && epoch >= 0) {
                points.add(new Point(epoch, value));
            }
        }
        return new Curve(name, inOrder(points));
    }

    static List<Point> inOrder(List<Point> points) {
        return points.stream().sorted(Comparator.comparingInt(Point::epoch)).toList();
    }
}
