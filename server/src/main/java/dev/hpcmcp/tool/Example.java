package dev.hpcmcp.tool;

import dev.hpcmcp.spec.Json;
import dev.hpcmcp.spec.PublishedTool;
import java.util.Iterator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A right call of a tool, made from its schema, to show next to a wrong one. */
final class Example {
    private Example() {}

    static String call(PublishedTool tool) {
        if (tool.name().equals("submit_job")) {
            return "submit_job {\"script\":\"#!/bin/sh\\necho hello\"}";
        }
        JsonNode schema = Json.MAPPER.valueToTree(tool.inputSchema());
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        for (JsonNode required : schema.path("required")) {
            String name = required.asString();
            arguments.set(name, value(schema.path("properties").path(name), name));
        }
        return tool.name() + " " + arguments;
    }

    private static JsonNode value(JsonNode field, String name) {
        Iterator<JsonNode> words = field.path("enum").iterator();
        if (words.hasNext()) {
            return words.next();
        }
        ObjectNode holder = Json.MAPPER.createObjectNode();
        return switch (field.path("type").asString("string")) {
            case "array" -> holder.arrayNode().add(value(field.path("items"), name));
            case "integer", "number" -> holder.numberNode(1);
            default -> holder.stringNode(name.startsWith("job_id") ? "12" : name);
        };
    }
}
