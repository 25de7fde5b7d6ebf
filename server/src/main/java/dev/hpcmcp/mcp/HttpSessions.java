package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sessions over HTTP: a bounded number, each of one caller, forgotten when long unused. */
final class HttpSessions {
    private final Map<String, HttpSession> sessions = new ConcurrentHashMap<>();
    private final Engine engine;
    private final HttpLimits limits;
    private final InstantSource clock;

    HttpSessions(Engine engine, HttpLimits limits, InstantSource clock) {
        this.engine = engine;
        this.limits = limits;
        this.clock = clock;
    }

    record Opened(HttpSession session, InitializeResult result) {}

    synchronized Opened open(InitializeRequest request, Caller caller) throws Refused {
        makeRoom();
        Engine.Opened opened = engine.open(request, limits.callsAtOnce());
        var session = new HttpSession(opened.conversation(), caller, clock.instant());
        sessions.put(session.id(), session);
        return new Opened(session, opened.result());
    }

    private void makeRoom() throws Refused {
        Instant now = clock.instant();
        List<HttpSession> expired =
                sessions.values().stream().filter(it -> it.expired(now, limits.idle())).toList();
        expired.forEach(this::end);
        if (sessions.size() >= limits.maxSessions()) {
            end(longestIdle());
        }
    }

    /** Of those who have the most: nobody pushes others out by opening many. */
    private HttpSession longestIdle() throws Refused {
        Map<String, Long> had =
                sessions.values().stream()
                        .collect(
                                Collectors.groupingBy(HttpSession::subject, Collectors.counting()));
        Comparator<HttpSession> fewest = Comparator.comparing(it -> had.get(it.subject()));
        return sessions.values().stream()
                .filter(session -> !session.working())
                .min(fewest.reversed().thenComparing(HttpSession::lastUsed))
                .orElseThrow(HttpSessions::full);
    }

    private static Refused full() {
        var problem = Problem.of(Problem.BUSY, "all sessions are in use; try again soon");
        return new Refused(503, problem, Map.of("Retry-After", "10"));
    }

    /** A session of somebody else is answered like one that never was. */
    HttpSession find(@Nullable String id, Caller caller) throws Refused {
        if (id == null || id.isBlank()) {
            throw new Refused(400, "say Mcp-Session-Id, as given in the answer to initialize");
        }
        HttpSession session = sessions.get(id);
        Instant now = clock.instant();
        if (session != null && session.expired(now, limits.idle())) {
            end(session);
            session = null;
        }
        if (session == null || !session.belongsTo(caller)) {
            throw new Refused(404, "there is no such session (any more): say initialize again");
        }
        session.used(now);
        return session;
    }

    void used(HttpSession session) {
        session.used(clock.instant());
    }

    void end(HttpSession session) {
        sessions.remove(session.id());
        session.conversation().close();
    }

    Collection<HttpSession> all() {
        return sessions.values();
    }
}
