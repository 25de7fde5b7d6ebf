package dev.hpcmcp.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;

/** Where messages for the client go. */
@FunctionalInterface
interface Outbox {
    /** Waits while the client is slow to read; that is what keeps memory bounded. */
    void put(JSONRPCMessage message) throws InterruptedException;

    /** Nothing more will come. */
    default void end() {}
}
