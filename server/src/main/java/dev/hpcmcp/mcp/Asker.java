package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.tool.Toolbox;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ListPromptsResult;
import io.modelcontextprotocol.spec.McpSchema.ListResourceTemplatesResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks in one request, and what they may see; found out once, since the SDK asks tool by tool.
 */
final class Asker {
    private static final String KEY = "asker";

    private final Caller caller;
    private final Toolbox toolbox;
    private @Nullable List<String> visible;

    Asker(Caller caller, Toolbox toolbox) {
        this.caller = caller;
        this.toolbox = toolbox;
    }

    Caller caller() {
        return caller;
    }

    List<String> visible() {
        if (visible == null) {
            visible = toolbox.visible(caller).stream().map(PublishedTool::name).toList();
        }
        return visible;
    }

    /** The scope that would let this caller use a tool, if that is all that keeps it from them. */
    Optional<Scope> lacks(String tool) {
        if (visible().contains(tool)) {
            return Optional.empty();
        }
        return toolbox.all().stream()
                .filter(it -> it.name().equals(tool))
                .map(PublishedTool::scope)
                .filter(scope -> !caller.may(scope))
                .filter(scope -> new Asker(caller.with(scope), toolbox).visible().contains(tool))
                .findFirst();
    }

    /** The SDK filters tools for each caller, and nothing else. */
    Object shown(Object result) {
        if (result instanceof ListPromptsResult prompts) {
            return new ListPromptsResult(
                    Needs.met(prompts.prompts(), this, it -> Needs.ofPrompt(it.name())),
                    prompts.nextCursor(),
                    prompts.meta());
        }
        if (result instanceof ListResourceTemplatesResult templates) {
            return new ListResourceTemplatesResult(
                    Needs.met(
                            templates.resourceTemplates(),
                            this,
                            it -> Needs.ofTemplate(it.uriTemplate())),
                    templates.nextCursor(),
                    templates.meta());
        }
        return result;
    }

    McpTransportContext context() {
        return McpTransportContext.create(Map.of(KEY, this));
    }

    static Asker of(McpTransportContext context) {
        if (context.get(KEY) instanceof Asker asker) {
            return asker;
        }
        throw new IllegalStateException("a request came without its caller");
    }

    static Asker of(McpSyncServerExchange exchange) {
        return of(exchange.transportContext());
    }
}
