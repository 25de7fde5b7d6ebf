package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.FakePivot.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import okhttp3.Headers;

/** As the code serves it. A run shows in {@code /status} only once it has recorded something. */
final class FakeServed implements FakePivot.FakeDialect {
    private final FakePivot pivot;

    FakeServed(FakePivot pivot) {
        this.pivot = pivot;
    }

    @Override
    public Map<String, Object> paths() {
        return Map.of("/api/v1/training/start", Map.of(), "/api/v1/status", Map.of());
    }

    @Override
    public MockResponse answer(String route, Asked asked) {
        return switch (route) {
            case "POST /training/start" -> started(asked.body());
            case "POST /training/pause" -> changed(asked.body(), "pause", "running", "paused");
            case "POST /training/resume" -> changed(asked.body(), "resume", "paused", "running");
            case "POST /training/stop" ->
                    changed(asked.body(), "stop", "running,paused", "stopped");
            case "GET /status" ->
                    FakePivot.json(
                            200,
                            Map.of("timestamp", "2026-01-01T02:00:00", "sessions", sessions()));
            case "GET /checkpoints" ->
                    new MockResponse.Builder()
                            .code(307)
                            .headers(
                                    Headers.of(
                                            "Location", "http://example.org/api/v1/checkpoints/"))
                            .build();
            case "GET /checkpoints/" ->
                    FakePivot.json(
                            200,
                            Map.of(
                                    "checkpoints",
                                    checkpoints(),
                                    "total",
                                    pivot.checkpoints.size()));
            case "GET /health/detailed" -> FakePivot.json(200, Map.of("components", Map.of()));
            default -> more(route);
        };
    }

    private MockResponse more(String route) {
        if (route.startsWith("GET /epochs/") || route.startsWith("GET /metrics/")) {
            String id = route.substring(route.lastIndexOf('/') + 1).replace("session_", "train_");
            return Optional.ofNullable(pivot.runs.get(id))
                    .map(run -> route.startsWith("GET /epochs/") ? epochs(run) : metrics(run))
                    .orElseGet(() -> FakePivot.notFound("Session not found: " + id));
        }
        return FakePivot.notFound("Not Found");
    }

    private List<Map<String, Object>> checkpoints() {
        return pivot.checkpoints.keySet().stream()
                .<Map<String, Object>>map(id ->
                        Map.of("id", Integer.parseInt(id), "filename", "m.pt", "size_bytes", 7))
                .toList();
    }

    private MockResponse started(Map<String, Object> body) {
        if (String.valueOf(body.get("config_path")).contains("missing")) {
            return FakePivot.notFound("Configuration file not found: " + body.get("config_path"));
        }
        String id = "train_20260101_%06d".formatted(pivot.runs.size() + 1);
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("process_id", id);
        run.put("status", "running");
        pivot.runs.put(id, run);
        return FakePivot.json(200, Map.of("process_id", id, "status", "running", "pid", 7));
    }

    private MockResponse changed(Map<String, Object> body, String verb, String from, String to) {
        Map<String, Object> run = pivot.runs.get(String.valueOf(body.get("process_id")));
        if (run == null) {
            return FakePivot.notFound("Process not found: " + body.get("process_id"));
        }
        String status = String.valueOf(run.get("status"));
        if (!List.of(from.split(",", -1)).contains(status)) {
            return FakePivot.json(
                    400,
                    Map.of("detail", "Cannot " + verb + " process in " + status + " state. no"));
        }
        run.put("status", to);
        return FakePivot.json(200, Map.of("process_id", body.get("process_id"), "status", to));
    }

    private List<Map<String, Object>> sessions() {
        List<Map<String, Object>> sessions = new ArrayList<>();
        pivot.runs.forEach((id, run) -> {
            if (run.containsKey("records")) {
                sessions.add(
                        Map.of(
                                "session_id",
                                id.replace("train_", "session_"),
                                "process_id",
                                id,
                                "experiment_name",
                                "exp",
                                "status",
                                run.get("status"),
                                "created_at",
                                "2026-01-01T01:00:00"));
            }
        });
        return sessions;
    }

    private static MockResponse epochs(Map<String, Object> run) {
        return FakePivot.json(
                200,
                Map.of(
                        "total_epochs",
                        run.get("total_epochs"),
                        "current_epoch",
                        run.get("current_epoch"),
                        "epochs",
                        List.of(
                                Map.of(
                                        "epoch",
                                        run.get("current_epoch"),
                                        "train_metrics",
                                        split(
                                                run.getOrDefault("latest_metrics", Map.of()),
                                                "train_"),
                                        "val_metrics",
                                        split(
                                                run.getOrDefault("latest_metrics", Map.of()),
                                                "val_")))));
    }

    private static Map<String, Object> split(Object metrics, String prefix) {
        Map<String, Object> part = new LinkedHashMap<>();
        ((Map<?, ?>) metrics)
                .forEach((name, value) -> {
                    if (name.toString().startsWith(prefix)) {
                        part.put(name.toString().substring(prefix.length()), value);
                    }
                });
        return part;
    }

    private static MockResponse metrics(Map<String, Object> run) {
        Map<String, Map<String, Object>> train = new LinkedHashMap<>();
        Map<String, Map<String, Object>> val = new LinkedHashMap<>();
        for (Object record : (List<?>) run.getOrDefault("records", List.of())) {
            Map<?, ?> values = (Map<?, ?>) record;
            split(values, "train_").forEach((name, value) -> add(train, name, values, value));
            split(values, "val_").forEach((name, value) -> add(val, name, values, value));
        }
        return FakePivot.json(200, Map.of("train_metrics", train, "val_metrics", val));
    }

    @SuppressWarnings("unchecked")
    private static void add(
            Map<String, Map<String, Object>> kind, String name, Map<?, ?> record, Object value) {
        List<Object> values =
                (List<Object>)
                        kind.computeIfAbsent(name, _ -> new LinkedHashMap<>())
                                .computeIfAbsent("values", _ -> new ArrayList<>());
        values.add(Map.of("epoch", record.get("epoch"), "step", 0, "value", value));
    }
}
