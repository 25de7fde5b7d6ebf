package dev.hpcmcp.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.util.Map;

/**
 * A message to the client, ready to be sent. It is written out by whoever has something to say:
 * what cannot be written fails there, and not where nobody could answer any more.
 */
final class Letter {
    private enum Kind {
        ANSWER,
        QUESTION,
        NEWS
    }

    private final Kind kind;
    private final byte[] json;

    private Letter(Kind kind, byte[] json) {
        this.kind = kind;
        this.json = json;
    }

    static Letter of(JSONRPCMessage message) {
        Kind kind =
                switch (message) {
                    case JSONRPCResponse response -> Kind.ANSWER;
                    case JSONRPCRequest request -> Kind.QUESTION;
                    default -> Kind.NEWS;
                };
        return new Letter(kind, Wire.write(message));
    }

    static Letter of(Problem problem) {
        return new Letter(Kind.ANSWER, Wire.write(problem));
    }

    static Letter answer(Object id, Object result) {
        return of(JSONRPCResponse.result(id, result));
    }

    static Letter pong(Object id) {
        return answer(id, Map.of());
    }

    boolean answer() {
        return kind == Kind.ANSWER;
    }

    boolean question() {
        return kind == Kind.QUESTION;
    }

    byte[] json() {
        return json;
    }
}
