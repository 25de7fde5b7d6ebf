package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.tool.Toolbox;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import java.util.List;
import java.util.Map;
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
