package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.RawClient.INITIALIZE;
import static dev.hpcmcp.app.http.RawClient.call;
import static dev.hpcmcp.app.http.RawClient.json;
import static dev.hpcmcp.app.http.Refusals.assertNothingLeaks;
import static dev.hpcmcp.app.http.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is let in, and how the rest is told. */
@Timeout(60)
final class HttpRulesTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(limits -> limits.maxBody(64 * 1024));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void initializesWithAFreshSessionAndPlainJson() throws Exception {
        HttpResponse<String> answer = server.client().post(INITIALIZE);
        assertThat(answer.headers().firstValue("Mcp-Session-Id"))
                .hasValueSatisfying(id -> assertThat(id).hasSizeGreaterThan(30));
        JsonNode result = json(answer).path("result");
        assertThat(result.path("protocolVersion").asString()).isEqualTo("2025-11-25");
        assertThat(result.path("instructions").asString()).isEqualTo("Hi.");
        assertThat(result.path("capabilities").has("logging")).isFalse();
    }

    @Test
    void answersACallWithPlainJson() throws Exception {
        JsonNode answer =
                json(server.client().initialized().post(call(4, "echo", "{\"text\":\"ü\"}")));
        assertThat(answer.path("id").asInt()).isEqualTo(4);
        assertThat(answer.path("result").path("structuredContent").path("text").asString())
                .isEqualTo("ü");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "https://127.0.0.1.evil.example",
                "null",
                "localhost"
            })
    void aStrangeOriginIsRefused(String origin) throws Exception {
        refused(server.client().with("Origin", origin).post(INITIALIZE), 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:6274",
                "http://127.0.0.1",
                "https://[::1]:8",
                "http://LOCALHOST"
            })
    void aLocalOriginIsFine(String origin) throws Exception {
        assertThat(server.client().with("Origin", origin).post(INITIALIZE).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example,421",
        "evil.example:8848,421",
        "127.0.0.1.evil.example,421",
        "localhost,401",
        "LOCALHOST:80,401",
        "[::1]:80,401"
    })
    void aStrangeHostIsRefusedBeforeAnythingElse(String host, int status) throws Exception {
        String answer =
                raw(
                        "POST /mcp HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("\"jsonrpc\":\"2.0\"");
    }

    private static String raw(String request) throws Exception {
        try (var socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /mcp HTTP/1.1\r\nConnection: close\r\n\r\n",
                "POST /mcp?a=<> HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "P{}ST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\nConnection: close\r\n\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /mcp/../mcp/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            })
    void evenBrokenHttpIsAnsweredInJson(String request) throws Exception {
        String answer = raw(request);
        assertThat(answer).matches("(?s)HTTP/1.1 (400|404).*\"jsonrpc\":\"2.0\".*");
        assertNothingLeaks(answer);
        assertThat(answer).doesNotContainIgnoringCase("server:", "<html");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text/plain", "application/jsonx", "application/json; charset=utf-16"})
    void onlyJsonMayBePosted(String type) throws Exception {
        refused(server.client().with("Content-Type", type).post(INITIALIZE), 415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json| 200",
                "text/event-stream| 200",
                "*/*| 200",
                "''| 200",
                "application/json;q=0.9, text/event-stream| 200",
                "text/html, application/xml| 406"
            })
    void theAnswerIsOfAKindThatTheClientAccepts(String accept, int status) throws Exception {
        HttpResponse<String> answer = server.client().with("Accept", accept).post(INITIALIZE);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void aClientThatOnlyTakesEventsGetsEvents() throws Exception {
        var answer = server.client().with("Accept", "text/event-stream").post(INITIALIZE);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        assertThat(answer.body()).startsWith("event: message\ndata: {").endsWith("\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-01-01", "2026-07-28", "nonsense"})
    void anUnknownProtocolVersionIsRefused(String version) throws Exception {
        var client = server.client().initialized().with("MCP-Protocol-Version", version);
        assertThat(refused(client.post(PING), 400).path("message").asString())
                .contains("2025-11-25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-03-26", "2025-06-18", "2025-11-25"})
    void theRevisionsOfTheSessionEraAreServed(String version) throws Exception {
        var client = server.client().initialized().with("MCP-Protocol-Version", version);
        assertThat(client.post(PING).body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    }

    @Test
    void aBodyThatIsDeclaredTooLargeIsRefusedUnread() throws Exception {
        String head =
                """
                POST /mcp HTTP/1.1
                Host: localhost
                Authorization: Bearer alice-token
                Content-Type: application/json
                Content-Length: 1000000000

                {\
                """;
        try (var socket = connect()) {
            socket.getOutputStream()
                    .write(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
            String answer =
                    new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.http.port());
    }

    @Test
    void aBodyThatTurnsOutTooLargeIsRefused() throws Exception {
        InputStream endless = new ByteArrayInputStream(new byte[65 * 1024]);
        refused(server.client().chunked(endless), 413);
    }

    @Test
    void aBodyAtTheLimitIsRead() throws Exception {
        String body = call(1, "echo", "{}");
        String padded = body + " ".repeat(64 * 1024 - body.length());
        assertThat(server.client().initialized().post(padded).statusCode()).isEqualTo(200);
        refused(server.client().initialized().post(padded + " "), 413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{nonsense; -32700",
                "''; -32700",
                "[{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}]; -32600",
                "[]; -32600",
                "{\"id\":5,\"method\":\"ping\"}; -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":[]}; -32602",
            })
    void aMalformedMessageIsRefused(String body, int code) throws Exception {
        var client = server.client().initialized();
        assertThat(refused(client.post(body), 400).path("code").asInt()).isEqualTo(code);
        assertThat(client.post(PING).statusCode()).isEqualTo(200);
    }

    @Test
    void errorsCarryNoStackTrace() throws Exception {
        var client = server.client().initialized();
        for (String body :
                new String[] {
                    call(2, "boom", "{}"),
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"nonsense\"}",
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/call\"}",
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\",\"params\":{\"cursor\":{}}}",
                }) {
            HttpResponse<String> answer = client.post(body);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertNothingLeaks(answer.body());
            assertThat(answer.body()).contains("\"jsonrpc\":\"2.0\"").doesNotContain("secret");
        }
    }

    @Test
    void anUnknownToolIsNamedTogetherWithTheNearestOne() throws Exception {
        JsonNode error =
                json(server.client().initialized().post(call(2, "ecco", "{}"))).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("message").asString()).contains("ecco", "echo", "tools/list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "OPTIONS"})
    void otherVerbsAreNotAllowed(String verb) throws Exception {
        var answer = server.client().method(verb);
        refused(answer, 405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, POST, DELETE");
    }
}
