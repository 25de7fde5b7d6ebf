package dev.hpcmcp.mcp;

import dev.hpcmcp.tool.Progress;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.util.OptionalDouble;

/**
 * Progress as notifications. The protocol wants every one to be further than the last; a tool that
 * waits says "still queued" again and again, and just that keeps clients from giving up, so
 * standing still is sent as a step too small to see.
 */
final class SteadyProgress implements Progress {
    private static final double STEP = 1e-6;

    private final McpSyncServerExchange exchange;
    private final Object token;
    private double last = Double.NEGATIVE_INFINITY;

    private SteadyProgress(McpSyncServerExchange exchange, Object token) {
        this.exchange = exchange;
        this.token = token;
    }

    static Progress of(McpSyncServerExchange exchange, CallToolRequest request) {
        Object token = request.meta() == null ? null : request.meta().get("progressToken");
        return token instanceof String || token instanceof Number
                ? new SteadyProgress(exchange, token)
                : Progress.NONE;
    }

    @Override
    public synchronized void report(double done, OptionalDouble total, String message) {
        last = Math.max(done, last + STEP);
        Double of = total.isPresent() ? total.getAsDouble() : null;
        exchange.progressNotification(new ProgressNotification(token, last, of, message, null));
    }
}
