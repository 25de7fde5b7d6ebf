package dev.hpcmcp.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.util.Map;
import java.util.Optional;

/** One message from a client, sorted. */
sealed interface Incoming {
    record Request(JSONRPCRequest message) implements Incoming {
        boolean is(String method) {
            return message.method().equals(method);
        }

        Object id() {
            return message.id();
        }
    }

    record Notice(JSONRPCNotification message) implements Incoming {
        boolean is(String method) {
            return message.method().equals(method);
        }

        /** The call that a cancellation is about. */
        Optional<Object> requestId() {
            return message.params() instanceof Map<?, ?> params
                    ? Optional.ofNullable(params.get("requestId"))
                    : Optional.empty();
        }
    }

    record Reply(JSONRPCResponse message) implements Incoming {}

    /** A complaint by the client about something that it could not even attribute. */
    record Noise() implements Incoming {}

    record Bad(Problem problem) implements Incoming {}
}
