package dev.hpcmcp.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;

/** What a server offers beside the tools of its toolbox, in the SDK's own words. */
public interface Features {
    Features NONE = new Features() {};

    /** Says which of these features clients are told about; whoever adds one declares it here. */
    default void declare(ServerCapabilities.Builder capabilities) {}

    default void addTo(McpServer.SyncSpecification<?> server) {}
}
