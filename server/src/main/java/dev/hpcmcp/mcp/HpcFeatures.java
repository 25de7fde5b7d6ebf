package dev.hpcmcp.mcp;

import dev.hpcmcp.tool.Toolbox;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;

/** What this server offers beside its tools: prompts, jobs as resources, completions. */
public final class HpcFeatures implements Features {
    private final Toolbox toolbox;

    public HpcFeatures(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    @Override
    public void declare(ServerCapabilities.Builder capabilities) {
        capabilities.prompts(false).resources(true, false).completions();
    }

    @Override
    public void addTo(McpServer.SyncSpecification<?> server) {
        server.prompts(PromptWords.all())
                .resourceTemplates(new JobResources(toolbox).templates())
                .completions(new Completions(toolbox).all());
    }
}
