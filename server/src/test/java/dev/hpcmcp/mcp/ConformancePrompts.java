package dev.hpcmcp.mcp;

import io.modelcontextprotocol.server.McpServerFeatures.SyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.spec.McpSchema.CompleteResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.PromptReference;
import io.modelcontextprotocol.spec.McpSchema.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The suite's prompts, and the completion of an argument of one. */
final class ConformancePrompts {
    private static final String WITH_ARGUMENTS = "test_prompt_with_arguments";

    private ConformancePrompts() {}

    static List<SyncPromptSpecification> all() {
        return List.of(
                prompt(
                        "test_simple_prompt",
                        List.of(),
                        arguments -> says("This is a simple prompt for testing.")),
                prompt(
                        WITH_ARGUMENTS,
                        List.of("arg1", "arg2"),
                        arguments ->
                                says(
                                        "Prompt with arguments: arg1='%s', arg2='%s'"
                                                .formatted(
                                                        arguments.get("arg1"),
                                                        arguments.get("arg2")))),
                prompt(
                        "test_prompt_with_embedded_resource",
                        List.of("resourceUri"),
                        arguments ->
                                List.of(
                                        ConformanceTools.embedded(
                                                String.valueOf(arguments.get("resourceUri")),
                                                "text/plain",
                                                "Embedded resource content for testing."),
                                        text("Please process the embedded resource above."))),
                prompt(
                        "test_prompt_with_image",
                        List.of(),
                        arguments ->
                                List.of(
                                        ConformanceTools.image(),
                                        text("Please analyze the image above."))));
    }

    private static Content text(String words) {
        return ConformanceTools.text(words);
    }

    private static List<Content> says(String words) {
        return List.of(text(words));
    }

    private static SyncPromptSpecification prompt(
            String name,
            List<String> arguments,
            Function<Map<String, Object>, List<Content>> content) {
        var prompt =
                Prompt.builder(name)
                        .description("For the conformance suite")
                        .arguments(arguments.stream().map(ConformancePrompts::argument).toList())
                        .build();
        return new SyncPromptSpecification(
                prompt,
                (exchange, request) -> {
                    Map<String, Object> given =
                            request.arguments() == null ? Map.of() : request.arguments();
                    return GetPromptResult.builder(
                                    content.apply(given).stream()
                                            .map(it -> PromptMessage.builder(Role.USER, it).build())
                                            .toList())
                            .build();
                });
    }

    private static PromptArgument argument(String name) {
        return PromptArgument.builder(name).description("an argument").required(true).build();
    }

    static SyncCompletionSpecification completion() {
        return new SyncCompletionSpecification(
                PromptReference.builder(WITH_ARGUMENTS).build(),
                (exchange, request) -> {
                    String start = request.argument().value();
                    List<String> values =
                            Arrays.asList("paris", "park", "party").stream()
                                    .filter(it -> it.startsWith(start))
                                    .toList();
                    return new CompleteResult(
                            new CompleteResult.CompleteCompletion(values, values.size(), false),
                            null);
                });
    }
}
