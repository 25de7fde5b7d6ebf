package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A training service in memory that remembers, with either of the two APIs. */
public final class FakePivot implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();
    private static final String BASE = "/api/v1";

    private final MockWebServer server = new MockWebServer();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<String, Map<String, Object>> runs = new LinkedHashMap<>();
    final Map<String, byte[]> checkpoints = new LinkedHashMap<>();
    final FakeStreams streams = new FakeStreams();

    /** Of sessions: the guide's floor has none. */
    volatile boolean withoutList;

    private final FakeDialect dialect;

    public FakePivot(Profile profile) throws IOException {
        dialect = profile == Profile.DOC ? new FakeGuide(this) : new FakeServed(this);
        server.setDispatcher(
                new Dispatcher() {
                    @Override
                    public MockResponse dispatch(RecordedRequest request) {
                        return answer(request);
                    }
                });
        server.start();
    }

    public String url() {
        return server.url(BASE).toString();
    }

    @Override
    public void close() {
        streams.close();
        server.close();
    }

    private synchronized MockResponse answer(RecordedRequest request) {
        String path = request.getUrl().encodedPath();
        requests.add(request.getMethod() + " " + path);
        if (path.equals("/openapi.json")) {
            return json(200, Map.of("paths", dialect.paths()));
        }
        if (!path.startsWith(BASE + "/")) {
            return notFound("Not Found");
        }
        String route = path.substring(BASE.length());
        if (route.startsWith("/sse/") || route.startsWith("/ws/")) {
            return streams.open(route);
        }
        if (route.equals("/monitor/resources")) {
            return json(200, Map.of("cpu", Map.of("percent", 97), "memory", Map.of("percent", 40)));
        }
        if (route.equals("/health")) {
            return json(200, Map.of("status", "healthy"));
        }
        return dialect.answer(request.getMethod() + " " + route, new Asked(request));
    }

    /** What a request brought. */
    record Asked(RecordedRequest request) {
        Map<String, Object> body() {
            byte[] bytes =
                    Optional.ofNullable(request.getBody())
                            .map(b -> b.toByteArray())
                            .orElse(new byte[0]);
            return bytes.length == 0
                    ? Map.of()
                    : JSON.readValue(bytes, new TypeReference<Map<String, Object>>() {});
        }

        Optional<String> query(String name) {
            return Optional.ofNullable(request.getUrl().queryParameter(name));
        }
    }

    /** An epoch of a run is over. */
    synchronized void epoch(String id, int epoch, int of, Map<String, Double> metrics) {
        Map<String, Object> run = run(id);
        run.put("current_epoch", epoch);
        run.put("total_epochs", of);
        run.put("latest_metrics", metrics);
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> records =
                (List<Map<String, Object>>) run.computeIfAbsent("records", _ -> new ArrayList<>());
        Map<String, Object> record = new LinkedHashMap<>(metrics);
        record.put("epoch", epoch);
        records.add(record);
    }

    private Map<String, Object> run(String id) {
        return Objects.requireNonNull(runs.get(id), id);
    }

    synchronized void status(String id, String status) {
        run(id).put("status", status);
    }

    synchronized void save(String id, byte[] content) {
        checkpoints.put(id, content);
    }

    static MockResponse json(int status, Object body) {
        return new MockResponse.Builder()
                .code(status)
                .headers(Headers.of("Content-Type", "application/json"))
                .body(JSON.writeValueAsString(body))
                .build();
    }

    static MockResponse notFound(String detail) {
        return json(404, Map.of("detail", detail));
    }

    /** The part of a service that differs. */
    interface FakeDialect {
        MockResponse answer(String route, Asked asked);

        Map<String, Object> paths();
    }
}
