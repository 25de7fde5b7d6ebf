package dev.hpcmcp.mcp;

import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import java.util.Map;

/** Reads how a client introduces itself. */
final class Handshake {
    private static final String NEEDS =
            "initialize needs protocolVersion, capabilities and clientInfo";

    private Handshake() {}

    /**
     * The SDK would fill what is missing with empty values; a client that says nothing has a bug.
     */
    static InitializeRequest read(Incoming.Request request) throws Refused {
        Map<?, ?> params = request.message().params() instanceof Map<?, ?> map ? map : Map.of();
        boolean whole =
                params.get("protocolVersion") instanceof String
                        && params.get("capabilities") instanceof Map
                        && params.get("clientInfo") instanceof Map;
        if (!whole) {
            throw new Refused(Problem.of(request.id(), Problem.INVALID_PARAMS, NEEDS));
        }
        try {
            return Wire.JSON.convertValue(params, InitializeRequest.class);
        } catch (IllegalArgumentException e) {
            throw new Refused(Problem.of(request.id(), Problem.INVALID_PARAMS, NEEDS));
        }
    }
}
