package dev.hpcmcp.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerTransport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the SDK takes for a connection: everything that it sends lands in an outbox. */
final class OutboxTransport implements McpStreamableServerTransport {
    private final Outbox outbox;
    private final UnaryOperator<Object> shown;

    OutboxTransport(Outbox outbox) {
        this(outbox, result -> result);
    }

    /**
     * @param shown what of a result its asker may see
     */
    OutboxTransport(Outbox outbox, UnaryOperator<Object> shown) {
        this.outbox = outbox;
        this.shown = shown;
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message, @Nullable String messageId) {
        return Mono.fromRunnable(() -> put(Letter.of(forAsker(withoutInternals(message)))));
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return sendMessage(message, null);
    }

    private void put(Letter letter) {
        try {
            outbox.put(letter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JSONRPCMessage forAsker(JSONRPCMessage message) {
        return message instanceof JSONRPCResponse response && response.result() != null
                ? JSONRPCResponse.result(response.id(), shown.apply(response.result()))
                : message;
    }

    /** For an unexpected exception the SDK sends its message, which is for our log alone. */
    private static JSONRPCMessage withoutInternals(JSONRPCMessage message) {
        return message instanceof JSONRPCResponse response
                        && response.error() != null
                        && response.error().code() == Problem.INTERNAL_ERROR
                ? Problem.of(
                                response.id(),
                                Problem.INTERNAL_ERROR,
                                "internal error; the server's log has the details")
                        .answer()
                : message;
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return Wire.JSON.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(outbox::end);
    }

    @Override
    public void close() {
        outbox.end();
    }
}
