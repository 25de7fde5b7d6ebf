package dev.hpcmcp.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A conversation over HTTP with the program as a process of its own. */
final class HttpTalk implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern LISTENING = Pattern.compile("(?m)^listening on (http\\S+)$");

    private final Process process;
    private final Path err;
    private final URI url;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String token;
    private Optional<String> session = Optional.empty();
    private int lastId;

    private HttpTalk(Process process, Path err, URI url, String token) {
        this.process = process;
        this.err = err;
        this.url = url;
        this.token = token;
    }

    static HttpTalk start(Program program, String token) throws IOException, InterruptedException {
        Path err = Files.createTempFile(program.home(), "err", "");
        Process process =
                program.start(err, "http", "--port", "0", "--config", program.config().toString());
        return new HttpTalk(process, err, await(process, err), token);
    }

    /** Somebody else on the same server. */
    HttpTalk as(String otherToken) {
        return new HttpTalk(process, err, url, otherToken);
    }

    /** The same caller with something after the address. */
    HttpTalk asking(String query) {
        return new HttpTalk(process, err, URI.create(url + query), token);
    }

    private static URI await(Process process, Path err) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher line = LISTENING.matcher(Files.readString(err));
            if (line.find()) {
                return URI.create(line.group(1));
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly().waitFor();
        throw new AssertionError("it does not listen: " + Files.readString(err));
    }

    HttpTalk initialized() throws IOException, InterruptedException {
        ask(
                "initialize",
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
        post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return this;
    }

    JsonNode ask(String method, String params) throws IOException, InterruptedException {
        lastId++;
        HttpResponse<String> response =
                post(
                        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
                                .formatted(lastId, method, params));
        response.headers().firstValue("Mcp-Session-Id").ifPresent(id -> session = Optional.of(id));
        return answer(response.body());
    }

    /** What the server says unasked, as long as it does. */
    InputStream listen() throws IOException, InterruptedException {
        HttpResponse<InputStream> stream =
                client.send(
                        HttpRequest.newBuilder(url)
                                .header("Accept", "text/event-stream")
                                .header("Authorization", "Bearer " + token)
                                .header("Mcp-Session-Id", session.orElseThrow())
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        if (stream.statusCode() != 200) {
            throw new AssertionError("no stream: " + stream.statusCode());
        }
        return stream.body();
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        session.ifPresent(id -> request.header("Mcp-Session-Id", id));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The response among the events of a stream, or the body itself. */
    private JsonNode answer(String body) {
        if (body.startsWith("{")) {
            return JSON.readTree(body);
        }
        return body.lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JSON.readTree(line.substring(5)))
                .filter(message -> message.path("id").asInt(-1) == lastId)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no answer in " + body));
    }

    JsonNode call(String tool, String arguments) throws IOException, InterruptedException {
        return ask("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments))
                .path("result");
    }

    URI url() {
        return url;
    }

    Process process() {
        return process;
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
