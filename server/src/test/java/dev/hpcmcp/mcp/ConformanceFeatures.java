package dev.hpcmcp.mcp;

import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;

/** Everything else that the suite asks for, straight in the SDK's words. */
final class ConformanceFeatures implements Features {
    @Override
    public void declare(ServerCapabilities.Builder capabilities) {
        capabilities.logging().completions().prompts(false).resources(true, false);
    }

    @Override
    public void addTo(McpServer.SyncSpecification<?> server) {
        server.tools(ConformanceTools.all())
                .prompts(ConformancePrompts.all())
                .completions(ConformancePrompts.completion())
                .resources(ConformanceResources.all())
                .resourceTemplates(ConformanceResources.template());
    }
}
