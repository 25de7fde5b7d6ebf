package dev.hpcmcp.mcp;

import io.modelcontextprotocol.spec.McpStreamableServerSession;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the SDK takes for a transport: the sessions that are open, whether over stdio or over HTTP.
 * The SDK's session for streamable HTTP serves both: unlike its other one it has no request wait
 * for the client's {@code initialized}, which may never come.
 */
final class OpenSessions implements McpStreamableServerTransportProvider {
    private final Map<String, McpStreamableServerSession> sessions = new ConcurrentHashMap<>();
    private McpStreamableServerSession.@Nullable Factory factory;

    @Override
    public void setSessionFactory(McpStreamableServerSession.Factory factory) {
        this.factory = factory;
    }

    McpStreamableServerSession.Factory factory() {
        if (factory == null) {
            throw new IllegalStateException("the engine is not built yet");
        }
        return factory;
    }

    void add(McpStreamableServerSession session) {
        sessions.put(session.getId(), session);
    }

    void remove(McpStreamableServerSession session) {
        sessions.remove(session.getId());
    }

    @Override
    public Mono<Void> notifyClients(String method, @Nullable Object params) {
        return Flux.fromIterable(sessions.values())
                .flatMap(session -> quietly(session, method, params))
                .then();
    }

    @Override
    public Mono<Void> notifyClient(String id, String method, @Nullable Object params) {
        McpStreamableServerSession session = sessions.get(id);
        return session == null ? Mono.empty() : quietly(session, method, params);
    }

    /**
     * A client that is not listening misses it; that is no failure of ours or of anybody else's.
     */
    private static Mono<Void> quietly(
            McpStreamableServerSession session, String method, @Nullable Object params) {
        return session.sendNotification(method, params).onErrorComplete();
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Flux.fromIterable(sessions.values())
                .flatMap(McpStreamableServerSession::closeGracefully)
                .then(Mono.fromRunnable(sessions::clear));
    }
}
