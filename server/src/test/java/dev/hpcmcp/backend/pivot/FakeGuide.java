package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.FakePivot.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.MockResponse;

/** As the guide documents it. */
final class FakeGuide implements FakePivot.FakeDialect {
    private static final Pattern SESSION =
            Pattern.compile("(GET|POST) /training/sessions/([^/]+)(/\\w+)?");
    private final FakePivot pivot;

    FakeGuide(FakePivot pivot) {
        this.pivot = pivot;
    }

    @Override
    public Map<String, Object> paths() {
        return Map.of("/api/v1/training/sessions", Map.of());
    }

    @Override
    public MockResponse answer(String route, Asked asked) {
        if (route.equals("POST /training/sessions")) {
            return created(asked.body());
        }
        if (route.equals("GET /training/sessions")) {
            return pivot.withoutList ? FakePivot.json(405, Map.of()) : listed(asked);
        }
        Matcher session = SESSION.matcher(route);
        if (session.matches()) {
            String rest = session.group(3) == null ? "" : session.group(3);
            return of(session.group(1) + rest, session.group(2));
        }
        if (route.equals("GET /checkpoints")) {
            return FakePivot.json(200, Map.of("checkpoints", checkpoints()));
        }
        return FakePivot.notFound("Not Found");
    }

    private List<Map<String, Object>> checkpoints() {
        return pivot.checkpoints.keySet().stream()
                .<Map<String, Object>>map(
                        id -> Map.of("checkpoint_id", id, "epoch", 1, "metric_value", 0.5))
                .toList();
    }

    private MockResponse created(Map<String, Object> body) {
        if (String.valueOf(body.get("config_path")).contains("missing")) {
            return error(422, "VALIDATION_ERROR", Map.of("config_path", "no such file"));
        }
        String id = "sess_" + (pivot.runs.size() + 1);
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("session_id", id);
        run.put("session_name", body.get("session_name"));
        run.put("tags", body.getOrDefault("tags", List.of()));
        run.put("status", "created");
        run.put("created_at", "2026-01-01T00:00:%02dZ".formatted(pivot.runs.size()));
        pivot.runs.put(id, run);
        return FakePivot.json(200, Map.of("session_id", id, "status", "created"));
    }

    private MockResponse listed(Asked asked) {
        int offset = asked.query("offset").map(Integer::parseInt).orElse(0);
        int limit = asked.query("limit").map(Integer::parseInt).orElse(50);
        List<Map<String, Object>> all = new ArrayList<>(pivot.runs.values()).reversed();
        return FakePivot.json(
                200,
                Map.of(
                        "sessions",
                        all.subList(
                                Math.min(offset, all.size()), Math.min(offset + limit, all.size())),
                        "total",
                        all.size()));
    }

    private MockResponse of(String what, String id) {
        Map<String, Object> run = pivot.runs.get(id);
        if (run == null) {
            return error(404, "NOT_FOUND", Map.of());
        }
        return switch (what) {
            case "GET" -> FakePivot.json(200, run);
            case "GET/metrics" ->
                    FakePivot.json(200, Map.of("metrics", run.getOrDefault("records", List.of())));
            case "POST/start" -> {
                if ("running".equals(run.get("status"))) {
                    yield error(409, "CONFLICT", Map.of());
                }
                run.put("status", "running");
                run.put("started_at", "2026-01-01T00:01:00Z");
                yield FakePivot.json(200, run);
            }
            case "POST/stop" -> {
                run.put("status", "stopped");
                run.put("stopped_at", "2026-01-01T01:00:00Z");
                yield FakePivot.json(200, run);
            }
            default -> FakePivot.notFound("Not Found");
        };
    }

    private static MockResponse error(int status, String code, Map<String, Object> details) {
        return FakePivot.json(
                status, Map.of("error", Map.of("code", code, "message", "no", "details", details)));
    }
}
