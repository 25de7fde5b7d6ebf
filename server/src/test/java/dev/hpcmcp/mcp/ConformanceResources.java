package dev.hpcmcp.mcp;

import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpSchema.BlobResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceContents;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;

/** The suite's resources. */
final class ConformanceResources {
    private static final String TEMPLATE = "test://template/{id}/data";

    private ConformanceResources() {}

    static List<SyncResourceSpecification> all() {
        return List.of(
                resource(
                        "static-text",
                        "text/plain",
                        text(
                                "test://static-text",
                                "text/plain",
                                "This is the content of the static text resource.")),
                resource(
                        "static-binary",
                        "image/png",
                        BlobResourceContents.builder("test://static-binary", ConformanceTools.PNG)
                                .mimeType("image/png")
                                .build()),
                resource(
                        "watched-resource",
                        "text/plain",
                        text("test://watched-resource", "text/plain", "Watch me.")));
    }

    private static ResourceContents text(String uri, String type, String text) {
        return TextResourceContents.builder(uri, text).mimeType(type).build();
    }

    private static SyncResourceSpecification resource(
            String name, String type, ResourceContents contents) {
        var resource =
                Resource.builder("test://" + name, name)
                        .description("For the conformance suite")
                        .mimeType(type)
                        .build();
        var result = ReadResourceResult.builder(List.of(contents)).build();
        return new SyncResourceSpecification(resource, (exchange, request) -> result);
    }

    static SyncResourceTemplateSpecification template() {
        var template =
                ResourceTemplate.builder(TEMPLATE, "template")
                        .description("For the conformance suite")
                        .mimeType("application/json")
                        .build();
        return new SyncResourceTemplateSpecification(
                template, (exchange, request) -> filled(request.uri()));
    }

    private static ReadResourceResult filled(String uri) {
        String id = uri.replaceFirst("^test://template/", "").replaceFirst("/data$", "");
        String json =
                "{\"id\":\"%s\",\"templateTest\":true,\"data\":\"Data for ID: %s\"}"
                        .formatted(id, id);
        return ReadResourceResult.builder(List.of(text(uri, "application/json", json))).build();
    }
}
