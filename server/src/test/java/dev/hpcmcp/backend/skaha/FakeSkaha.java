package dev.hpcmcp.backend.skaha;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Skaha service of today that remembers what was started in it. Each look at a session moves it
 * on, so nothing waits on real time. It is as terse as the real one: text for errors, 200 for every
 * deletion, empty logs for ids that nobody has.
 */
final class FakeSkaha implements AutoCloseable {
    static final String TOKEN = "token-of-alice";

    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();
    private final Instant begin = Instant.now().minusSeconds(5000).truncatedTo(ChronoUnit.SECONDS);
    private final HttpServer server;
    private int created;
    private boolean losing;

    FakeSkaha() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/skaha";
    }

    /** Requests that came, as {@code POST /v1/session name=a&image=b}. */
    synchronized List<String> left() {
        return List.copyOf(left);
    }

    /** The next creation is made, but its answer says that something went wrong. */
    synchronized void loseTheNextAnswer() {
        losing = true;
    }

    synchronized void print(String id, String log) {
        sessions.computeIfPresent(id, (same, session) -> session.printing(log));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/skaha", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        left.add((exchange.getRequestMethod() + " " + path + " " + body).strip());
        Answer answer =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .map(given ->
                                given.equals("Bearer " + TOKEN)
                                        ? known(exchange, path, body)
                                        : Answer.text(401, "Token has expired"))
                        .orElse(Answer.text(400, "cannot get group memberships for anonymous"));
        send(exchange, answer);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("x-vo-authenticated", "alice");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer known(HttpExchange exchange, String path, String body) {
        String view = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        if (path.matches("/v1/session/[^/]+")) {
            String id = path.substring("/v1/session/".length());
            return switch (exchange.getRequestMethod()) {
                case "GET" -> look(id, view);
                case "DELETE" -> delete(id);
                default -> renew(id, form(exchange, body));
            };
        }
        return switch (exchange.getRequestMethod() + " " + path + " " + view) {
            case "POST /v1/session " -> create(form(exchange, body));
            case "GET /v1/session " -> Answer.json(list());
            case "GET /v1/session view=stats" -> Answer.text(503, "temporarily unavailable: null");
            case "GET /v1/context ", "GET /v1/repository ", "GET /v1/image " ->
                    Answer.json(Answers.file(path.substring("/v1/".length()) + ".json"));
            default -> new Answer(404, "text/html", "<html><body>Not Found</body></html>");
        };
    }

    private String list() {
        sessions.replaceAll((id, session) -> session.next());
        return "[" + String.join(",", sessions.values().stream().map(Session::json).toList()) + "]";
    }

    private Answer look(String id, String view) {
        Optional<Session> session = Optional.ofNullable(sessions.get(id));
        return switch (view) {
            case "view=logs" -> Answer.text(200, session.map(Session::log).orElse(""));
            case "view=events" ->
                    session.map(there -> Answer.text(200, "<none>"))
                            .orElse(Answer.text(404, "session " + id + " not found."));
            default -> session.map(this::shown).orElse(missing(id));
        };
    }

    private Answer shown(Session session) {
        Session next = session.next();
        sessions.put(session.id(), next);
        return Answer.json(next.json());
    }

    private static Answer missing(String id) {
        return Answer.text(404, "session " + id + " not found");
    }

    private Answer delete(String id) {
        sessions.remove(id);
        return Answer.text(200, "");
    }

    private Answer renew(String id, List<String> form) {
        boolean can = sessions.containsKey(id) && form.contains("action=renew");
        return can ? Answer.text(200, "") : Answer.text(400, "No active job for user alice");
    }

    private Answer create(List<String> form) {
        if (form.stream().noneMatch(field -> field.startsWith("image="))) {
            return Answer.text(400, "Missing parameter 'image'");
        }
        long interactive =
                sessions.values().stream().filter(one -> !one.type().equals("headless")).count();
        Session session =
                Session.of("s%07d".formatted(++created), form, begin.plusSeconds(created));
        if (!session.type().equals("headless") && interactive >= 5) {
            return Answer.text(400, "User alice has reached the maximum of 5 active sessions.");
        }
        sessions.put(session.id(), session);
        boolean lost = losing;
        losing = false;
        return lost
                ? Answer.text(500, "unexpected exception: java.net.SocketException: Broken pipe")
                : Answer.text(200, session.id());
    }

    /** Without the right type the real one sees no parameters at all. */
    private static List<String> form(HttpExchange exchange, String body) {
        String type =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                        .orElse("");
        return type.startsWith("application/x-www-form-urlencoded")
                ? List.of(body.split("&")).stream()
                        .map(field -> URLDecoder.decode(field, StandardCharsets.UTF_8))
                        .toList()
                : List.of();
    }

    private record Answer(int status, String type, String body) {
        static Answer text(int status, String line) {
            return new Answer(status, "text/plain", line.isEmpty() ? "" : line + "\n");
        }

        static Answer json(String json) {
            return new Answer(200, "application/json", json);
        }
    }

    private record Session(
            String id,
            String name,
            String type,
            String image,
            String cmd,
            int looks,
            Instant start,
            String log) {
        static Session of(String id, List<String> form, Instant start) {
            return new Session(
                    id,
                    field(form, "name").toLowerCase(java.util.Locale.ROOT),
                    field(form, "type"),
                    field(form, "image"),
                    field(form, "cmd"),
                    0,
                    start,
                    field(form, "cmd").equals("echo") ? field(form, "args") : "");
        }

        private static String field(List<String> form, String name) {
            return form.stream()
                    .filter(field -> field.startsWith(name + "="))
                    .map(field -> field.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        }

        Session next() {
            return new Session(id, name, type, image, cmd, looks + 1, start, log);
        }

        Session printing(String more) {
            return new Session(id, name, type, image, cmd, looks, start, more);
        }

        private String status() {
            if (looks < 2) {
                return "Pending";
            }
            return switch (looks == 2 ? "sleep" : cmd) {
                case "echo" -> "Completed";
                case "false" -> "Failed";
                default -> "Running";
            };
        }

        String json() {
            String started =
                    looks < 2
                            ? ""
                            : "\"startTime\":\"%s\",\"expiryTime\":\"%s\","
                                    .formatted(start, start.plusSeconds(1_209_600));
            String url =
                    type.equals("headless")
                            ? ""
                            : "https://sessions.example.org/session/" + type + "/" + id + "/";
            return "{\"id\":\"%s\",\"userid\":\"alice\",\"image\":\"%s\",\"type\":\"%s\",\"status\":\"%s\",\"name\":\"%s\",%s\"connectURL\":\"%s\",\"isFixedResources\":false}"
                    .formatted(id, image, type, status(), name, started, url);
        }
    }
}
