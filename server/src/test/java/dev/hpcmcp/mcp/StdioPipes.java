package dev.hpcmcp.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Caller;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client at the other end of the real transport's streams. */
final class StdioPipes implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    final FakeToolbox toolbox = new FakeToolbox();
    private final PipedOutputStream toServer = new PipedOutputStream();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread running;
    private final StdioServer server;

    StdioPipes() throws IOException {
        this(FakeToolbox.ALICE);
    }

    StdioPipes(Caller caller) throws IOException {
        var serverIn = new PipedInputStream(toServer, 1 << 20);
        var serverOut = new PipedOutputStream();
        var fromServer = new PipedInputStream(serverOut, 1 << 20);
        var engine = new Engine(new ServerCard("test", "Test", "1", "Be kind."), toolbox);
        server = new StdioServer(engine, caller, serverIn, serverOut);
        running = Thread.ofPlatform().daemon().start(this::serve);
        var reader = new BufferedReader(new InputStreamReader(fromServer, UTF_8));
        Thread.ofPlatform().daemon().start(() -> collect(reader));
    }

    private void serve() {
        try {
            server.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void collect(BufferedReader reader) {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // The server's end is closed, or its writing thread has ended.
        }
    }

    StdioPipes initialized() throws Exception {
        send(INITIALIZE);
        assertThat(answer().path("id").asInt()).isEqualTo(1);
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        return this;
    }

    static final String INITIALIZE =
            """
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
            "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}\
            """;

    static String call(int id, String tool, String arguments) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(id, tool, arguments);
    }

    static String ping(int id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ping\"}".formatted(id);
    }

    void send(String line) throws IOException {
        toServer.write((line + "\n").getBytes(UTF_8));
        toServer.flush();
    }

    JsonNode answer() throws Exception {
        String line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).as("an answer").isNotNull();
        return JSON.readTree(line);
    }

    /** What came, after nothing more can come. */
    List<JsonNode> rest() {
        List<String> all = new ArrayList<>();
        lines.drainTo(all);
        return all.stream().map(JSON::readTree).toList();
    }

    void silence() throws InterruptedException {
        assertThat(lines.poll(150, TimeUnit.MILLISECONDS)).as("an answer").isNull();
    }

    void closeInput() throws IOException {
        toServer.close();
    }

    StdioServer server() {
        return server;
    }

    boolean ended(Duration patience) throws InterruptedException {
        return running.join(patience);
    }

    @Override
    public void close() throws IOException {
        closeInput();
        try {
            assertThat(ended(Duration.ofSeconds(5))).as("the server has ended").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
