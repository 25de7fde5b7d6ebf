package dev.hpcmcp.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.ElicitRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Messages as bytes, and back. */
final class Wire {
    static final McpJsonMapper JSON =
            new JacksonMcpJsonMapper(
                    JsonMapper.builder().addMixIn(ElicitRequest.class, ElicitMode.class).build());

    private static final TypeRef<Object> ANYTHING = new TypeRef<>() {};

    private Wire() {}

    static Incoming read(byte[] text) {
        Object json;
        try {
            json = JSON.readValue(text, ANYTHING);
        } catch (IOException e) {
            return bad(null, Problem.PARSE_ERROR, "this is not JSON in UTF-8");
        }
        return switch (json) {
            case Map<?, ?> message -> sort(message);
            case List<?> batch ->
                    bad(null, Problem.INVALID_REQUEST, "send one message at a time, not a batch");
            case null, default -> bad(null, Problem.INVALID_REQUEST, "a message is a JSON object");
        };
    }

    private static Incoming sort(Map<?, ?> message) {
        Object id = message.get("id");
        if (!"2.0".equals(message.get("jsonrpc"))) {
            return bad(id, Problem.INVALID_REQUEST, "a message says \"jsonrpc\": \"2.0\"");
        }
        if (message.containsKey("method")) {
            return asked(message, id);
        }
        if (message.containsKey("result") == message.containsKey("error")) {
            return bad(id, Problem.INVALID_REQUEST, "a message has a method, a result or an error");
        }
        return replied(message, id);
    }

    private static Incoming asked(Map<?, ?> message, @Nullable Object id) {
        Object params = message.get("params");
        if (!(message.get("method") instanceof String method)) {
            return bad(id, Problem.INVALID_REQUEST, "the method is a string");
        }
        if (params != null && !(params instanceof Map)) {
            return bad(id, Problem.INVALID_PARAMS, "the params are an object");
        }
        if (!message.containsKey("id")) {
            return new Incoming.Notice(new JSONRPCNotification(method, params));
        }
        return isId(id)
                ? new Incoming.Request(new JSONRPCRequest(method, id, params))
                : bad(null, Problem.INVALID_REQUEST, "the id is a string or a whole number");
    }

    private static Incoming replied(Map<?, ?> message, @Nullable Object id) {
        if (!isId(id)) {
            return new Incoming.Noise();
        }
        try {
            return new Incoming.Reply(JSON.convertValue(message, JSONRPCResponse.class));
        } catch (IllegalArgumentException e) {
            return bad(id, Problem.INVALID_REQUEST, "this is not a response");
        }
    }

    private static boolean isId(@Nullable Object id) {
        return id instanceof String || id instanceof Integer || id instanceof Long;
    }

    private static Incoming bad(@Nullable Object id, int code, String words) {
        Optional<Object> known = isId(id) ? Optional.ofNullable(id) : Optional.empty();
        return new Incoming.Bad(new Problem(known, code, words));
    }

    static byte[] write(JSONRPCMessage message) {
        return bytes(message);
    }

    /** By hand, because JSON-RPC wants {@code "id": null} where the id is not known. */
    static byte[] write(Problem problem) {
        Map<String, @Nullable Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("id", problem.id().orElse(null));
        message.put("error", new JSONRPCError(problem.code(), problem.words()));
        return bytes(message);
    }

    private static byte[] bytes(Object message) {
        try {
            return JSON.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
