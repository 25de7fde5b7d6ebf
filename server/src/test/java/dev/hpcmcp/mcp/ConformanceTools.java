package dev.hpcmcp.mcp;

import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.AudioContent;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.CreateMessageRequest;
import io.modelcontextprotocol.spec.McpSchema.EmbeddedResource;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.SamplingMessage;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The suite's tools: every kind of content, log messages, and questions back to the client. */
final class ConformanceTools {
    /** One red pixel. */
    static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    /** A WAV file of no sound at all. */
    private static final String WAV =
            "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";

    private static final Map<String, Object> NO_ARGUMENTS = Map.of("type", "object");

    private ConformanceTools() {}

    static List<SyncToolSpecification> all() {
        return List.of(
                fixed("test_simple_text", text("This is a simple text response for testing.")),
                fixed("test_image_content", image()),
                fixed("test_audio_content", AudioContent.builder(WAV, "audio/wav").build()),
                fixed("test_embedded_resource", embedded()),
                fixed(
                        "test_multiple_content_types",
                        text("Multiple content types test:"),
                        image(),
                        mixed()),
                tool("test_tool_with_logging", NO_ARGUMENTS, ConformanceTools::log),
                tool("test_sampling", oneString("prompt"), ConformanceTools::sample),
                tool("test_elicitation", oneString("message"), ConformanceElicitations::ask),
                tool(
                        "test_elicitation_sep1034_defaults",
                        NO_ARGUMENTS,
                        ConformanceElicitations::defaults),
                tool(
                        "test_elicitation_sep1330_enums",
                        NO_ARGUMENTS,
                        ConformanceElicitations::enums),
                tool("json_schema_2020_12_tool", schema(), (exchange, request) -> result("ok")));
    }

    private static SyncToolSpecification tool(
            String name,
            Map<String, Object> input,
            BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> handler) {
        var tool = Tool.builder(name, input).description("For the conformance suite").build();
        return new SyncToolSpecification(tool, handler);
    }

    private static SyncToolSpecification fixed(String name, Content... content) {
        var result = CallToolResult.builder().content(List.of(content)).build();
        return tool(name, NO_ARGUMENTS, (exchange, request) -> result);
    }

    static CallToolResult result(String text) {
        return CallToolResult.builder().content(List.of(text(text))).build();
    }

    static Content text(String text) {
        return TextContent.builder(text).build();
    }

    static Content image() {
        return ImageContent.builder(PNG, "image/png").build();
    }

    private static Content embedded() {
        return embedded(
                "test://embedded-resource", "text/plain", "This is an embedded resource content.");
    }

    private static Content mixed() {
        return embedded(
                "test://mixed-content-resource",
                "application/json",
                "{\"test\":\"data\",\"value\":123}");
    }

    static Content embedded(String uri, String type, String text) {
        return EmbeddedResource.builder(
                        TextResourceContents.builder(uri, text).mimeType(type).build())
                .build();
    }

    private static CallToolResult log(McpSyncServerExchange exchange, CallToolRequest request) {
        for (String line :
                List.of(
                        "Tool execution started",
                        "Tool processing data",
                        "Tool execution completed")) {
            exchange.loggingNotification(
                    LoggingMessageNotification.builder(LoggingLevel.INFO, line).build());
            pause();
        }
        return result("logged three lines");
    }

    private static CallToolResult sample(McpSyncServerExchange exchange, CallToolRequest request) {
        String prompt = String.valueOf(request.arguments().get("prompt"));
        var message = SamplingMessage.builder(Role.USER, text(prompt)).build();
        var answer =
                exchange.createMessage(CreateMessageRequest.builder(List.of(message), 100).build());
        String said = answer.content() instanceof TextContent it ? it.text() : "something else";
        return result("LLM response: " + said);
    }

    private static Map<String, Object> oneString(String name) {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(name, Map.of("type", "string")),
                "required",
                List.of(name));
    }

    private static Map<String, Object> schema() {
        return ConformanceElicitations.json(
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema",
                 "type": "object",
                 "$defs": {"address": {"$anchor": "addressDef", "type": "object",
                   "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
                 "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"},
                   "contactMethod": {"type": "string", "enum": ["phone", "email"]},
                   "phone": {"type": "string"}, "email": {"type": "string"}},
                 "allOf": [{"anyOf": [{"required": ["phone"]}, {"required": ["email"]}]}],
                 "if": {"properties": {"contactMethod": {"const": "phone"}}, "required": ["contactMethod"]},
                 "then": {"required": ["phone"]},
                 "else": {"required": ["email"]},
                 "additionalProperties": false}
                """);
    }

    static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
