package dev.hpcmcp.mcp;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The suite's tools that ask the user something. */
final class ConformanceElicitations {
    private ConformanceElicitations() {}

    static Map<String, Object> json(String text) {
        try {
            return Wire.JSON.readValue(text, new TypeRef<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CallToolResult ask(McpSyncServerExchange exchange, CallToolRequest request) {
        String schema =
                """
                {"type": "object",
                 "properties": {
                   "username": {"type": "string", "description": "User's response"},
                   "email": {"type": "string", "description": "User's email address"}},
                 "required": ["username", "email"]}
                """;
        String message = String.valueOf(request.arguments().get("message"));
        return ask(exchange, message, schema, "User response: ");
    }

    static CallToolResult defaults(McpSyncServerExchange exchange, CallToolRequest request) {
        String schema =
                """
                {"type": "object",
                 "properties": {
                   "name": {"type": "string", "default": "John Doe"},
                   "age": {"type": "integer", "default": 30},
                   "score": {"type": "number", "default": 95.5},
                   "status": {"type": "string", "enum": ["active", "inactive", "pending"], "default": "active"},
                   "verified": {"type": "boolean", "default": true}},
                 "required": []}
                """;
        return ask(exchange, "Please check these", schema, "Elicitation completed: ");
    }

    static CallToolResult enums(McpSyncServerExchange exchange, CallToolRequest request) {
        String schema =
                """
                {"type": "object",
                 "properties": {
                   "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
                   "titledSingle": {"type": "string", "oneOf": [
                     {"const": "value1", "title": "First Option"},
                     {"const": "value2", "title": "Second Option"},
                     {"const": "value3", "title": "Third Option"}]},
                   "legacyEnum": {"type": "string", "enum": ["opt1", "opt2", "opt3"],
                     "enumNames": ["Option One", "Option Two", "Option Three"]},
                   "untitledMulti": {"type": "array",
                     "items": {"type": "string", "enum": ["option1", "option2", "option3"]}},
                   "titledMulti": {"type": "array", "items": {"anyOf": [
                     {"const": "value1", "title": "First Choice"},
                     {"const": "value2", "title": "Second Choice"},
                     {"const": "value3", "title": "Third Choice"}]}}},
                 "required": []}
                """;
        return ask(exchange, "Please choose", schema, "Elicitation completed: ");
    }

    private static CallToolResult ask(
            McpSyncServerExchange exchange, String message, String schema, String prefix) {
        var answer =
                exchange.createElicitation(
                        ElicitFormRequest.builder(message, json(schema)).build());
        return ConformanceTools.result(
                prefix + "action=" + answer.action() + ", content=" + answer.content());
    }
}
