package dev.hpcmcp.examples;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection to an hpc-mcp server: calls tools, reads their answers, says their failures. */
final class Hpc implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final McpSyncClient client;

    private Hpc(McpClientTransport transport) {
        client =
                McpClient.sync(transport)
                        .initializationTimeout(Duration.ofSeconds(60))
                        .requestTimeout(Duration.ofSeconds(120))
                        .build();
        client.initialize();
    }

    /** Starts the server as a child and talks to it over its standard streams. */
    static Hpc stdio(List<String> command) {
        ServerParameters server =
                ServerParameters.builder(command.getFirst())
                        .args(command.subList(1, command.size()))
                        .build();
        StdioClientTransport transport =
                new StdioClientTransport(server, McpJsonDefaults.getMapper());
        transport.setStdErrorHandler(System.err::println);
        return new Hpc(transport);
    }

    static Hpc http(URI url, Optional<String> token) {
        var transport =
                HttpClientStreamableHttpTransport.builder(url.resolve("/").toString())
                        .endpoint(url.getPath());
        token.ifPresent(secret ->
                transport.addHttpRequestCustomizer((request, _, _, _, _) ->
                        request.header("Authorization", "Bearer " + secret)));
        return new Hpc(transport.build());
    }

    /** The structured answer of a tool. */
    JsonNode call(String tool, Map<String, Object> arguments) {
        CallToolResult result =
                client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
        if (Boolean.TRUE.equals(result.isError())) {
            throw new HpcFailure(tool, words(result));
        }
        return JSON.valueToTree(result.structuredContent());
    }

    private static String words(CallToolResult result) {
        return result.content().stream()
                .filter(TextContent.class::isInstance)
                .map(content -> ((TextContent) content).text())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        client.closeGracefully();
    }
}
