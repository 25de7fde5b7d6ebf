package dev.hpcmcp.backend.ondemand;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An Open OnDemand site of any version, for two users, that remembers what was done. */
public final class FakeOnDemand implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LARGEST = 10 << 20;
    private static final Map<String, String> USERS =
            Map.of("token-of-alice", "alice", "token-of-bob", "bob");

    final FakeCluster cluster = new FakeCluster();
    final FakeHomes homes = new FakeHomes();
    private final Version version;
    private final HttpServer server;
    private final List<String> left = new ArrayList<>();
    private Predicate<String> losing = _ -> false;
    private boolean schedulerDown;

    public FakeOnDemand(Version version) throws IOException {
        this.version = version;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Requests that came, as {@code POST /jobs {"cluster":...}}. */
    synchronized List<String> left() {
        return List.copyOf(left);
    }

    /** What such a request does is done, but its answer never leaves. */
    synchronized void lose(Predicate<String> requests) {
        losing = requests;
    }

    synchronized void takeDownTheScheduler() {
        schedulerDown = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    @SuppressWarnings("ArrayRecordComponent") // they are never compared
    private record Answer(int status, String type, byte[] body) {
        static Answer data(Object data) {
            Map<String, Object> envelope = new HashMap<>();
            envelope.put("data", data);
            return new Answer(200, "application/json", JSON.writeValueAsBytes(envelope));
        }

        static Answer error(int status, String word, String message) {
            return new Answer(
                    status,
                    "application/json",
                    JSON.writeValueAsBytes(Map.of("error", word, "message", message)));
        }

        Answer as(int other) {
            return new Answer(other, type, body);
        }
    }

    /** A request, taken apart. */
    @SuppressWarnings("ArrayRecordComponent") // nor these
    private record Request(
            String user, String method, String path, Map<String, String> query, byte[] body) {
        Optional<String> get(String name) {
            return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
        }
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath().replace("/pun/sys/ood-api/api/v1", "");
        byte[] body = exchange.getRequestBody().readAllBytes();
        String line =
                exchange.getRequestMethod()
                        + " "
                        + path
                        + " "
                        + Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("")
                        + " "
                        + new String(body, StandardCharsets.UTF_8);
        left.add(line.strip());
        String header = version.has(Version.V0_2) ? "X-OOD-API-Token" : "Authorization";
        String token =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                        .map(value -> value.replaceFirst("^Bearer ", ""))
                        .orElse("");
        Answer answer =
                Optional.ofNullable(USERS.get(token))
                        .map(user ->
                                typed(
                                        exchange,
                                        new Request(
                                                user,
                                                exchange.getRequestMethod(),
                                                URLDecoder.decode(path, StandardCharsets.UTF_8),
                                                query(exchange),
                                                body)))
                        .orElseGet(() ->
                                Answer.error(401, "unauthorized", "Invalid or missing API token"));
        if (losing.test(line)) {
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.sendResponseHeaders(
                answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.close();
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        for (String pair :
                Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                        .orElse("")
                        .split("&", -1)) {
            int at = pair.indexOf('=');
            if (at > 0) {
                query.put(
                        pair.substring(0, at),
                        URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private Answer typed(HttpExchange exchange, Request request) {
        boolean writes = request.method().equals("POST") || request.method().equals("PUT");
        boolean json =
                "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        return writes && !json && version.has(Version.V0_3)
                ? Answer.error(415, "unsupported_media_type", "Content-Type must be JSON")
                : routed(request);
    }

    private Answer routed(Request request) {
        String path = request.path();
        String route = request.method() + " " + path.replaceFirst("^(/[a-z_]+).*", "$1");
        return switch (route) {
            case "GET /clusters" ->
                    Answer.data(
                            List.of(
                                    Map.of(
                                            "id",
                                            "owens",
                                            "title",
                                            "Owens",
                                            "adapter",
                                            "slurm",
                                            "login_host",
                                            "owens.example.org"),
                                    Map.of("id", "pitzer", "adapter", "slurm")));
            case "GET /env" -> since(Version.R2, () -> Answer.data(environment(request)));
            case "GET /context" ->
                    since(Version.R3, () -> Answer.data(Map.of("content", "# Be kind")));
            case "GET /accounts" -> since(Version.R4, () -> onCluster(request, this::accounts));
            case "GET /queues" -> since(Version.R4, () -> onCluster(request, this::queues));
            case "GET /cluster_info" -> since(Version.R4, () -> onCluster(request, this::info));
            case "GET /files" -> since(Version.R1, () -> files(request));
            case "PUT /files" -> since(Version.R1, () -> write(request));
            case "POST /jobs" -> path.equals("/jobs") ? submit(request) : control(request);
            case "GET /jobs" -> onCluster(request, this::jobs);
            case "DELETE /jobs" -> onCluster(request, this::cancel);
            default -> nothing();
        };
    }

    private Answer since(Version first, java.util.function.Supplier<Answer> answer) {
        return version.has(first) ? answer.get() : nothing();
    }

    private Answer nothing() {
        return version.has(Version.V0_4)
                ? Answer.error(404, "bad_request", "Malformed request")
                : new Answer(
                        404, "text/html", "<h1>Not Found</h1>".getBytes(StandardCharsets.UTF_8));
    }

    private Answer onCluster(Request request, java.util.function.Function<Request, Answer> answer) {
        if (request.get("cluster").isEmpty()) {
            return Answer.error(400, "bad_request", "Missing cluster parameter");
        }
        if (!request.get("cluster").equals(Optional.of("owens"))) {
            return Answer.error(404, "not_found", "Cluster not found");
        }
        return schedulerDown
                ? Answer.error(503, "service_unavailable", "slurm_load_jobs error")
                : answer.apply(request);
    }

    private Map<String, String> environment(Request request) {
        return Map.of("HOME", "/home/" + request.user(), "USER", request.user(), "LANG", "C");
    }

    private Answer accounts(Request request) {
        return Answer.data(
                List.of(Map.of("name", "PAS1234", "qos", List.of("normal"), "cluster", "owens")));
    }

    private Answer queues(Request request) {
        return Answer.data(
                List.of(
                        Map.of(
                                "name",
                                "batch",
                                "allow_qos",
                                List.of(),
                                "tres",
                                Map.of("cpu", "4096", "mem", "16T", "gres/gpu", "8"))));
    }

    private Answer info(Request request) {
        return Answer.data(
                Map.of(
                        "active_nodes",
                        3,
                        "total_nodes",
                        9,
                        "active_processors",
                        30,
                        "total_processors",
                        4096));
    }

    private Answer jobs(Request request) {
        String id = request.path().replaceFirst("^/jobs/?", "");
        if (id.isEmpty()) {
            return Answer.data(
                    cluster.of(request.user()).stream()
                            .map(job -> FakeCluster.row(job, version, false))
                            .toList());
        }
        if (id.equals("historic") && version.has(Version.R5)) {
            return Answer.data(
                    cluster.pastOf(request.user()).stream()
                            .map(job -> FakeCluster.row(job, version, true))
                            .toList());
        }
        return cluster.job(id)
                .map(job -> Answer.data(FakeCluster.row(job, version, false)))
                .orElseGet(() ->
                        version.has(Version.R3) && !version.has(Version.V0_2)
                                ? Answer.data(FakeCluster.hollow(id))
                                : Answer.error(404, "not_found", "Job not found"));
    }

    private Answer cancel(Request request) {
        String id = request.path().substring("/jobs/".length());
        if (version.has(Version.V0_2) && cluster.job(id).isEmpty()) {
            return Answer.error(404, "not_found", "Job not found");
        }
        cluster.cancel(id);
        return Answer.data(Map.of("job_id", id, "status", "cancelled"));
    }

    private Answer control(Request request) {
        boolean hold = request.path().endsWith("/hold");
        if (!version.has(Version.R5)) {
            return nothing();
        }
        return onCluster(
                request,
                same -> {
                    String id = same.path().split("/", -1)[2];
                    cluster.job(id).ifPresent(job -> job.held = hold);
                    return Answer.data(
                            Map.of("job_id", id, "status", hold ? "queued_held" : "queued"));
                });
    }

    @SuppressWarnings("unchecked")
    private Answer submit(Request request) {
        Map<String, Object> body = JSON.readValue(request.body(), new TypeReference<>() {});
        Map<String, Object> script = (Map<String, Object>) body.getOrDefault("script", Map.of());
        Map<String, Object> options = (Map<String, Object>) body.getOrDefault("options", Map.of());
        String directory = String.valueOf(script.getOrDefault("workdir", "/tmp"));
        boolean home = directory.startsWith("/home/" + request.user());
        if (version.has(Version.V0_2) && !home && !directory.startsWith("/tmp")) {
            return Answer.error(403, "forbidden", "workdir is outside the allowed directories");
        }
        if (version.has(Version.V0_4) && options.containsKey("native")) {
            return Answer.error(400, "bad_request", "options.native is not allowed");
        }
        FakeCluster.Job job =
                cluster.submit(request.user(), options, String.valueOf(script.get("content")));
        return Answer.data(FakeCluster.hollow(job.id)).as(201);
    }

    /** The job ends, and what it printed is where it was to go. */
    void end(String id, String state) {
        cluster.finish(id, state);
        FakeCluster.Job job = cluster.known(id);
        String path = String.valueOf(job.options.get("output_path")).replace("%j", id);
        if (job.script.contains("echo hello")) {
            homes.put(path, "hello\n");
        }
    }

    private Answer files(Request request) {
        if (request.get("path").isEmpty()) {
            return Answer.error(400, "bad_request", "Missing path parameter");
        }
        String path = absolute(request);
        if (!isAllowed(request, path)) {
            return Answer.error(403, "forbidden", "Path is outside the allowed directories");
        }
        Optional<byte[]> file = homes.get(path);
        if (file.isEmpty() && !homes.isDirectory(path)) {
            return Answer.error(404, "not_found", "File not found");
        }
        if (request.path().equals("/files/content")) {
            return content(request, file);
        }
        return Answer.data(file.isPresent() ? homes.entry(path) : homes.list(path));
    }

    private Answer content(Request request, Optional<byte[]> file) {
        if (file.isEmpty()) {
            return Answer.error(400, "bad_request", "Path is a directory");
        }
        byte[] bytes = file.get();
        boolean bounded = version.has(Version.R5) && request.get("max_size").isPresent();
        if (!bounded && bytes.length > LARGEST) {
            return Answer.error(400, "bad_request", "File too large");
        }
        int most = bounded ? Integer.parseInt(request.query().get("max_size")) : LARGEST;
        int size = Math.min(bytes.length, Math.min(most, LARGEST));
        return new Answer(200, "application/octet-stream", java.util.Arrays.copyOf(bytes, size));
    }

    private Answer write(Request request) {
        String path = absolute(request);
        if (!isAllowed(request, path)) {
            return Answer.error(403, "forbidden", "Path is outside the allowed directories");
        }
        if (version.has(Version.R5) && request.get("append").isPresent()) {
            homes.append(path, request.body());
        } else {
            homes.put(path, request.body());
        }
        return Answer.data(homes.entry(path));
    }

    private static String absolute(Request request) {
        return request.get("path").orElse("").replaceFirst("^~", "/home/" + request.user());
    }

    private static boolean isAllowed(Request request, String path) {
        String home = "/home/" + request.user();
        return path.equals(home) || path.startsWith(home + "/") || path.startsWith("/tmp/");
    }
}
