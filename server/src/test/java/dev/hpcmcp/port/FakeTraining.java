package dev.hpcmcp.port;

import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.AlertAction;
import dev.hpcmcp.model.AlertRule;
import dev.hpcmcp.model.AlertsFound;
import dev.hpcmcp.model.Checkpoint;
import dev.hpcmcp.model.CheckpointUpload;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Curves.Curve;
import dev.hpcmcp.model.Curves.Point;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Notice;
import dev.hpcmcp.model.NoticeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link FakeBackend} has beside the runs themselves; its lock is held around every call.
 */
final class FakeTraining {
    private final Map<JobId, Map<String, List<Point>>> curves = new HashMap<>();
    private final Map<String, Checkpoint> checkpoints = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new HashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, Notice> notices = new LinkedHashMap<>();
    private final Map<String, Boolean> rules = new LinkedHashMap<>(Map.of("cpu_high", true));

    void record(JobId run, String metric, int epoch, double value) {
        curves.computeIfAbsent(run, _ -> new LinkedHashMap<>())
                .computeIfAbsent(metric, _ -> new ArrayList<>())
                .add(new Point(epoch, value));
    }

    Curves curves(JobId run, CurveQuery query) {
        Map<String, List<Point>> recorded = curves.getOrDefault(run, Map.of());
        List<Curve> wanted =
                recorded.entrySet().stream()
                        .filter(metric -> query.wants(metric.getKey()))
                        .map(metric ->
                                new Curve(
                                        metric.getKey(),
                                        metric.getValue().stream()
                                                .filter(point -> query.wants(point.epoch()))
                                                .toList()))
                        .toList();
        return new Curves(
                wanted,
                recorded.isEmpty() ? Optional.of("nothing is recorded yet") : Optional.empty());
    }

    void put(Checkpoint checkpoint, byte[] content) {
        checkpoints.put(checkpoint.checkpointId(), checkpoint);
        files.put(checkpoint.checkpointId(), content);
    }

    List<Checkpoint> checkpoints(Optional<JobId> run) {
        return checkpoints.values().stream()
                .filter(one -> run.isEmpty() || one.jobId().equals(run))
                .toList()
                .reversed();
    }

    long download(String id, Path target) {
        byte[] content = files.get(id);
        if (content == null) {
            throw new HpcException(new Failure.NotFound("checkpoint", id));
        }
        try {
            Files.write(target, content);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return content.length;
    }

    Checkpoint upload(CheckpointUpload upload) {
        try {
            byte[] content = Files.readAllBytes(upload.file());
            String id = "c" + (checkpoints.size() + 1);
            Optional<String> metric = upload.metrics().keySet().stream().findFirst();
            Checkpoint checkpoint =
                    new Checkpoint(
                            id,
                            Optional.of(upload.jobId()),
                            Optional.of(id + ".pt"),
                            upload.epoch(),
                            metric,
                            metric.map(upload.metrics()::get),
                            Optional.of((long) content.length),
                            Optional.empty(),
                            false);
            put(checkpoint, content);
            return checkpoint;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void raise(Alert alert) {
        alerts.addFirst(alert);
    }

    AlertsFound alerts(Optional<Alert.Status> status) {
        return new AlertsFound(
                alerts.stream().filter(a -> status.map(a.status()::equals).orElse(true)).toList(),
                rules.entrySet().stream()
                        .map(rule ->
                                new AlertRule(
                                        rule.getKey(),
                                        Alert.Level.WARNING,
                                        "cpu over 90 %",
                                        rule.getValue()))
                        .toList(),
                List.of());
    }

    void change(String id, AlertAction action) {
        switch (action) {
            case ACKNOWLEDGE -> set(id, Alert.Status.ACKNOWLEDGED);
            case RESOLVE -> set(id, Alert.Status.RESOLVED);
            case ENABLE -> rules.put(id, true);
            case DISABLE -> rules.put(id, false);
        }
    }

    private void set(String id, Alert.Status status) {
        for (int i = 0; i < alerts.size(); i++) {
            Alert a = alerts.get(i);
            if (a.alertId().equals(id)) {
                alerts.set(
                        i,
                        new Alert(
                                id,
                                a.level(),
                                status,
                                a.message(),
                                a.value(),
                                a.threshold(),
                                a.at()));
                return;
            }
        }
        throw new HpcException(new Failure.NotFound("alert", id));
    }

    List<Notice> notices(Notice.Kind kind) {
        return notices.values().stream().filter(one -> one.kind() == kind).toList();
    }

    Notice create(NoticeRequest request) {
        Notice notice =
                new Notice(
                        "n" + (notices.size() + 1),
                        request.kind(),
                        request.url().orElse(request.title()),
                        request.message(),
                        request.level(),
                        request.jobId(),
                        Optional.empty(),
                        Optional.empty());
        notices.put(notice.id(), notice);
        return notice;
    }

    Notice send(String webhook) {
        return Optional.ofNullable(notices.get(webhook))
                .orElseThrow(() -> new HpcException(new Failure.NotFound("webhook", webhook)));
    }

    void delete(String id) {
        send(id);
        notices.remove(id);
    }
}
