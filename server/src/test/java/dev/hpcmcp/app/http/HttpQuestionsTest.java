package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.RawClient.INITIALIZE;
import static dev.hpcmcp.app.http.RawClient.call;
import static dev.hpcmcp.app.http.RawClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.mcp.Features;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Tools that ask their user something before they answer. */
@Timeout(60)
final class HttpQuestionsTest {
    private static final Features ASKING =
            new Features() {
                @Override
                public void addTo(McpServer.SyncSpecification<?> server) {
                    var tool = Tool.builder("ask", Map.of("type", "object")).build();
                    server.tools(new SyncToolSpecification(tool, HttpQuestionsTest::ask));
                }
            };

    private static CallToolResult ask(McpSyncServerExchange exchange, CallToolRequest request) {
        var question = ElicitFormRequest.builder("Sure?", Map.of("type", "object")).build();
        String said = exchange.createElicitation(question).action().toString();
        return CallToolResult.builder().addTextContent("said " + said).build();
    }

    private static RawClient client(TestServer server) throws Exception {
        String initialize =
                INITIALIZE.replace("\"capabilities\":{}", "\"capabilities\":{\"elicitation\":{}}");
        HttpResponse<String> answer = server.client().post(initialize);
        return server.client()
                .with(
                        "Mcp-Session-Id",
                        answer.headers().firstValue("Mcp-Session-Id").orElseThrow());
    }

    @Test
    void aQuestionIsStreamedAndAnsweredOnAnotherConnection() throws Exception {
        try (var server = new TestServer(ASKING)) {
            var client = client(server);
            var stream = client.open("POST", call(1, "ask", "{}"));
            try (var lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
                JsonNode question = next(lines);
                assertThat(question.path("method").asString()).isEqualTo("elicitation/create");
                var answer =
                        client.post(
                                "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"result\":{\"action\":\"accept\"}}"
                                        .formatted(question.path("id").asString()));
                assertThat(answer.statusCode()).isEqualTo(202);
                assertThat(next(lines).path("result").toString()).contains("said ACCEPT");
            }
        }
    }

    private static JsonNode next(BufferedReader lines) throws Exception {
        String line = lines.readLine();
        while (!line.startsWith("data: ")) {
            line = lines.readLine();
        }
        return RawClient.JSON.readTree(line.substring("data: ".length()));
    }

    @Test
    void aClientThatTakesNoStreamIsNotKeptWaitingForAnAnswerItCannotGive() throws Exception {
        try (var server = new TestServer(ASKING)) {
            var client = client(server).with("Accept", "application/json");
            JsonNode answer = json(client.post(call(1, "ask", "{}")));
            assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32603);
        }
    }

    @Test
    void anAnswerToNothingIsAcceptedAndForgotten() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            for (String reply :
                    new String[] {
                        "{\"jsonrpc\":\"2.0\",\"id\":\"who\",\"result\":{}}",
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-1,\"message\":\"?\"}}"
                    }) {
                HttpResponse<String> answer = client.post(reply);
                assertThat(answer.statusCode()).isEqualTo(202);
                assertThat(answer.body()).isEmpty();
            }
        }
    }
}
