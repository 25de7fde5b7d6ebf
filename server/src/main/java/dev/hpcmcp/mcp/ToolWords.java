package dev.hpcmcp.mcp;

import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.tool.Answer;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;

/** Our words for tools and answers in the SDK's. */
final class ToolWords {
    private ToolWords() {}

    static Tool tool(PublishedTool tool) {
        return Tool.builder(tool.name(), tool.inputSchema())
                .title(tool.title())
                .description(tool.description())
                .outputSchema(tool.outputSchema())
                .annotations(Wire.JSON.convertValue(tool.annotations(), ToolAnnotations.class))
                .build();
    }

    static CallToolResult result(Answer answer) {
        var result =
                CallToolResult.builder()
                        .content(List.of(TextContent.builder(answer.text()).build()))
                        .isError(answer.failed());
        answer.structured().ifPresent(result::structuredContent);
        if (!answer.meta().isEmpty()) {
            result.meta(answer.meta());
        }
        return result.build();
    }
}
