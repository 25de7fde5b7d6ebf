package dev.hpcmcp.backend.skaha;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hpcmcp.port.Secret;
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
import java.util.stream.Collectors;

/**
 * A Skaha service of any time that remembers what was started in it. Each look at a session moves
 * it on, so nothing waits on real time. It is as terse as the real one: text for errors, 200 for
 * every deletion, empty logs for ids that nobody has.
 */
public final class FakeSkaha implements AutoCloseable {
    static final String TOKEN = "token-of-alice";

    private final Map<String, FakeSession> sessions = new LinkedHashMap<>();
    private final Map<String, FakeSession> apps = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();
    private final Instant begin = Instant.now().minusSeconds(5000).truncatedTo(ChronoUnit.SECONDS);
    private final HttpServer server;
    private int created;
    private Optional<String> failing = Optional.empty();
    private boolean hiding;
    private final Dialect dialect;

    FakeSkaha() throws IOException {
        this(Dialect.D3);
    }

    public FakeSkaha(Dialect dialect) throws IOException {
        this.dialect = dialect;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/skaha";
    }

    /** Requests that came, as {@code POST /v1/session name=a&image=b}. */
    synchronized List<String> left() {
        return List.copyOf(left);
    }

    /** The next creation is made, but its answer says that something went wrong. */
    synchronized void loseTheNextAnswer() {
        failWith("unexpected exception: java.net.SocketException: Broken pipe");
    }

    /** The next creation is made, but what comes after it fails. */
    synchronized void failWith(String words) {
        failing = Optional.of(words);
    }

    /** As if the platform were slow to show what it started. */
    synchronized void hideFromLists(boolean hide) {
        hiding = hide;
    }

    synchronized void print(String id, String log) {
        sessions.computeIfPresent(id, (same, session) -> session.printing(log));
    }

    /** As when the time to live of a job that has ended is over. */
    synchronized void forget(String id) {
        sessions.remove(id);
    }

    synchronized int size() {
        return sessions.size();
    }

    /** Settings for it without limits, so that no test waits for its turn. */
    SkahaSettings settings() {
        return SkahaSettings.usual("canfar", url(), new SkahaSettings.Token(Secret.of(TOKEN)))
                .withRates(60_000, 60_000);
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
                                given.matches("Bearer token-of-(alice|bob|carol)")
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
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        String root = "/" + dialect.path() + "/";
        if (!path.startsWith(root)) {
            return noSuchPage();
        }
        List<String> parts = List.of(path.substring(root.length()).split("/", -1));
        List<String> form = form(exchange, body);
        return switch (exchange.getRequestMethod() + " " + parts.size()) {
            case "GET 1" -> part(parts.getFirst(), query);
            case "POST 1" -> create(form);
            case "GET 2" -> look(parts.get(1), query);
            case "POST 2" -> renew(parts.get(1), form);
            case "DELETE 2" -> delete(parts.get(1));
            case "GET 3" -> Answer.json(list(apps));
            case "POST 3" -> attach(parts.get(1), form);
            case "GET 4" ->
                    Optional.ofNullable(apps.get(parts.get(3)))
                            .map(app -> Answer.json(dialect.show(app)))
                            .orElse(missing(parts.get(3)));
            default -> {
                apps.remove(parts.getLast());
                yield Answer.text(200, "");
            }
        };
    }

    private Answer part(String what, String query) {
        return switch (what + " " + query) {
            case "session " -> Answer.json(hiding ? "[]" : list(sessions));
            case "session type=desktop-app" -> Answer.json(list(apps));
            case "session view=stats" -> Answer.text(503, "temporarily unavailable: null");
            case "context " -> dialect.context().map(Answer::json).orElseGet(FakeSkaha::noSuchPage);
            case "image " -> Answer.json(dialect.images());
            case "repository " ->
                    dialect == Dialect.D0
                            ? noSuchPage()
                            : Answer.json(Answers.file("repository.json"));
            default -> Answer.text(400, "unknown: " + query);
        };
    }

    private static Answer noSuchPage() {
        return new Answer(404, "text/html", "<html><body>Not Found</body></html>");
    }

    private String list(Map<String, FakeSession> some) {
        some.replaceAll((id, session) -> session.next());
        return some.values().stream().map(dialect::show).collect(Collectors.joining(",", "[", "]"));
    }

    private Answer look(String id, String view) {
        Optional<FakeSession> session = Optional.ofNullable(sessions.get(id));
        return switch (view) {
            case "view=logs" -> Answer.text(200, session.map(FakeSession::log).orElse(""));
            case "view=events" ->
                    session.map(there -> Answer.text(200, "<none>"))
                            .orElse(Answer.text(404, "session " + id + " not found."));
            default -> session.map(this::shown).orElse(missing(id));
        };
    }

    private Answer shown(FakeSession session) {
        FakeSession next = session.next();
        sessions.put(session.id(), next);
        return Answer.json(dialect.show(next));
    }

    private static Answer missing(String id) {
        return Answer.text(404, "session " + id + " not found");
    }

    private Answer delete(String id) {
        boolean there = sessions.remove(id) != null;
        apps.values().removeIf(app -> app.id().equals(id));
        return there ? Answer.text(200, "") : Answer.text(dialect.deletingNothing(), "");
    }

    private Answer renew(String id, List<String> form) {
        boolean can =
                Optional.ofNullable(sessions.get(id))
                        .filter(session -> session.status().equals("Running"))
                        .filter(session -> form.contains("action=renew"))
                        .isPresent();
        sessions.computeIfPresent(id, (same, session) -> can ? session.renewed() : session);
        return can ? Answer.text(200, "") : Answer.text(400, "No active job for user alice");
    }

    private Answer attach(String id, List<String> form) {
        Optional<FakeSession> desktop =
                Optional.ofNullable(sessions.get(id))
                        .filter(session -> session.type().equals("desktop"))
                        .filter(session -> session.status().equals("Running"));
        if (desktop.isEmpty()) {
            return missing(id);
        }
        FakeSession app = FakeSession.app("a%02d".formatted(apps.size()), desktop.get(), form);
        apps.put(app.app().orElseThrow(), app);
        return Answer.text(200, app.app().orElseThrow());
    }

    private Answer create(List<String> form) {
        if (FakeSession.field(form, "image").isEmpty()) {
            return Answer.text(400, "Missing parameter 'image'");
        }
        FakeSession session =
                FakeSession.of(
                        "s%07d".formatted(++created),
                        FakeSession.field(form, dialect.typeField()),
                        form,
                        begin.plusSeconds(created));
        if (session.interactive()
                && sessions.values().stream().filter(FakeSession::interactive).count() >= 5) {
            return Answer.text(400, "User alice has reached the maximum of 5 active sessions.");
        }
        sessions.put(session.id(), session);
        Optional<String> failed = failing;
        failing = Optional.empty();
        return failed.map(words -> Answer.text(500, words))
                .orElseGet(() ->
                        new Answer(
                                200, "text/plain", dialect.created(session.id(), session.url())));
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
}
