package dev.hpcmcp.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.util.Optional;

/**
 * A JSON-RPC error in our words.
 *
 * @param id the request it answers; empty if that cannot be told
 */
record Problem(Optional<Object> id, int code, String words) {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;

    /** From the range that JSON-RPC leaves to servers: too much at once, try again. */
    static final int BUSY = -32000;

    static final int RESOURCE_NOT_FOUND = -32002;

    static Problem of(int code, String words) {
        return new Problem(Optional.empty(), code, words);
    }

    static Problem of(Object id, int code, String words) {
        return new Problem(Optional.of(id), code, words);
    }

    /** The SDK has no word for an answer without an id, so this is for problems that have one. */
    JSONRPCResponse answer() {
        return JSONRPCResponse.error(id.orElseThrow(), new JSONRPCError(code, words));
    }
}
