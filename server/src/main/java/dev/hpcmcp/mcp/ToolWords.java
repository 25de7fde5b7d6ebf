package dev.hpcmcp.mcp;

import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.tool.Answer;
import dev.hpcmcp.tool.Picture;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.ArrayList;
import java.util.Base64;
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
        var result = CallToolResult.builder().content(content(answer)).isError(answer.failed());
        answer.structured().ifPresent(result::structuredContent);
        if (!answer.meta().isEmpty()) {
            result.meta(answer.meta());
        }
        return result.build();
    }

    private static List<Content> content(Answer answer) {
        List<Content> content = new ArrayList<>();
        content.add(TextContent.builder(answer.text()).build());
        answer.picture().map(ToolWords::image).ifPresent(content::add);
        return content;
    }

    private static Content image(Picture picture) {
        String data = Base64.getEncoder().encodeToString(picture.bytes());
        return ImageContent.builder(data, picture.type()).build();
    }
}
