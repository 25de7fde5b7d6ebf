package dev.hpcmcp.mcp;

import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Toolbox;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call of the protocol becomes a call of the toolbox. */
final class ToolCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);

    private final Toolbox toolbox;

    ToolCalls(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    CallToolResult call(McpSyncServerExchange exchange, CallToolRequest request) {
        return ToolWords.result(answer(exchange, request));
    }

    private Answer answer(McpSyncServerExchange exchange, CallToolRequest request) {
        Map<String, Object> arguments =
                request.arguments() == null ? Map.of() : request.arguments();
        try {
            return toolbox.call(
                    Asker.of(exchange).caller(),
                    request.name(),
                    arguments,
                    McpClient.of(exchange, request));
        } catch (RuntimeException bug) {
            String id = UUID.randomUUID().toString().substring(0, 8);
            LOG.error("{} failed unexpectedly (error {})", request.name(), id, bug);
            return Answer.failed(
                    "This is a fault of the server, not of your call. Its log has it as error "
                            + id
                            + ".");
        }
    }
}
