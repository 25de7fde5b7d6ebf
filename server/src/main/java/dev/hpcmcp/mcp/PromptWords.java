package dev.hpcmcp.mcp;

import dev.hpcmcp.spec.PromptSpec;
import dev.hpcmcp.spec.Prompts;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The prompts of the contract in the protocol's words. */
final class PromptWords {
    private PromptWords() {}

    static List<SyncPromptSpecification> all() {
        return Prompts.ALL.stream()
                .map(spec ->
                        new SyncPromptSpecification(
                                prompt(spec), (_, request) -> filled(spec, request)))
                .toList();
    }

    private static Prompt prompt(PromptSpec spec) {
        return Prompt.builder(spec.name())
                .title(spec.title())
                .description(spec.description())
                .arguments(spec.arguments().stream().map(PromptWords::argument).toList())
                .build();
    }

    private static PromptArgument argument(PromptSpec.Argument argument) {
        return PromptArgument.builder(argument.name())
                .description(argument.description())
                .required(argument.required())
                .build();
    }

    private static GetPromptResult filled(PromptSpec spec, GetPromptRequest request) {
        Map<String, String> values = new HashMap<>();
        if (request.arguments() != null) {
            request.arguments().forEach((name, value) -> values.put(name, String.valueOf(value)));
        }
        TextContent words = TextContent.builder(spec.filled(values)).build();
        return GetPromptResult.builder(List.of(PromptMessage.builder(Role.USER, words).build()))
                .description(spec.description())
                .build();
    }
}
