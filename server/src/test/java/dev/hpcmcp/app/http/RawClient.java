package dev.hpcmcp.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that says exactly what a test wants it to say. */
final class RawClient {
    static final JsonMapper JSON = JsonMapper.shared();
    static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\
            """;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI uri;
    private final Map<String, String> headers = new LinkedHashMap<>();

    RawClient(int port, String token) {
        this.uri = URI.create("http://127.0.0.1:" + port + "/mcp");
        headers.put("Authorization", "Bearer " + token);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
    }

    /** The same client with one header changed, or left out if the value is empty. */
    RawClient with(String header, String value) {
        var other = new RawClient(uri.getPort(), "");
        other.headers.clear();
        other.headers.putAll(headers);
        if (value.isEmpty()) {
            other.headers.remove(header);
        } else {
            other.headers.put(header, value);
        }
        return other;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    RawClient initialized() throws Exception {
        HttpResponse<String> answer = post(INITIALIZE);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String session = answer.headers().firstValue("Mcp-Session-Id").orElseThrow();
        RawClient client = with("Mcp-Session-Id", session);
        var initialized =
                client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        assertThat(initialized.statusCode()).isEqualTo(202);
        return client;
    }

    static String call(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(id, tool, arguments);
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request().POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    CompletableFuture<HttpResponse<String>> postLater(String body) {
        return HTTP.sendAsync(
                request().POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(String method, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                request().method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<InputStream> listen() throws IOException, InterruptedException {
        return HTTP.send(request().GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<String> method(String method) throws IOException, InterruptedException {
        return send(request().method(method, HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> chunked(InputStream body) throws IOException, InterruptedException {
        return send(request().POST(HttpRequest.BodyPublishers.ofInputStream(() -> body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        headers.forEach(request::header);
        return request;
    }

    static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        return JSON.readTree(answer.body());
    }

    static HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
