package dev.hpcmcp.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that take their time take none of the others'. {@code bench/idle} has the figures. */
@Timeout(120)
final class HttpSlowClientsTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final String HEAD =
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final String ALICES = "Authorization: Bearer alice-token\r\n";

    private final List<RawSocket> slow = new ArrayList<>();

    private RawSocket says(TestServer server, String what) throws IOException {
        RawSocket socket = new RawSocket(server.http.port());
        slow.add(socket);
        socket.say(what);
        return socket;
    }

    private void answersOthers(TestServer server) throws Exception {
        var client = server.client().initialized();
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(client.post(PING).statusCode()).isEqualTo(200);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        for (RawSocket socket : slow) {
            socket.close();
        }
    }

    @Test
    void halfAHeaderHoldsNobodyUp() throws Exception {
        try (var server = new TestServer()) {
            for (int i = 0; i < 300; i++) {
                says(server, i % 2 == 0 ? "" : HEAD + "X-More: ");
            }
            answersOthers(server);
        }
    }

    @Test
    void bodiesByteByByteHoldNobodyUp() throws Exception {
        try (var server = new TestServer()) {
            for (int i = 0; i < 100; i++) {
                says(server, HEAD + ALICES + "Content-Length: 1000\r\n\r\n{");
            }
            AtomicBoolean over = new AtomicBoolean();
            Thread drip = Thread.ofPlatform().start(() -> drip(over));
            answersOthers(server);
            over.set(true);
            drip.join();
        }
    }

    private void drip(AtomicBoolean over) {
        try {
            while (!over.get()) {
                for (RawSocket socket : List.copyOf(slow)) {
                    socket.say(" ");
                }
                Thread.sleep(1); // one core is enough for this test
            }
        } catch (IOException | InterruptedException closed) {
            // By us, or by the server, which need not wait.
        }
    }

    @Test
    void listenersThatDoNotReadHoldNobodyUp() throws Exception {
        try (var server = new TestServer(limits -> limits.heartbeat(Duration.ofMillis(1)))) {
            for (int i = 0; i < 50; i++) {
                String session = server.client().initialized().header("Mcp-Session-Id");
                String listen =
                        "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                                + ALICES
                                + "Mcp-Session-Id: "
                                + session
                                + "\r\n\r\n";
                says(server, listen).slow();
            }
            answersOthers(server);
        }
    }

    @Test
    void aBodyThatTakesTooLongIsRefusedAndItsConnectionEnds() throws Exception {
        try (var server = new TestServer(limits -> limits.bodyTime(Duration.ofMillis(200)));
                var socket = new RawSocket(server.http.port())) {
            socket.say(HEAD + ALICES + "Transfer-Encoding: chunked\r\n\r\n");
            AtomicBoolean over = new AtomicBoolean();
            Thread drip =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (!over.get()) {
                                        socket.say("1\r\n \r\n");
                                        Thread.sleep(10);
                                    }
                                } catch (IOException | InterruptedException closed) {
                                    // As it should be.
                                }
                            });
            String answer = socket.rest();
            over.set(true);
            drip.join();
            assertThat(answer).startsWith("HTTP/1.1 408").contains("took too long");
        }
    }

    @Test
    void aHeaderThatIsTooLongIsRefused() throws Exception {
        try (var server = new TestServer();
                var socket = new RawSocket(server.http.port())) {
            socket.say(HEAD + ALICES + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(socket.rest()).startsWith("HTTP/1.1 4");
        }
        try (var server = new TestServer();
                var socket = new RawSocket(server.http.port())) {
            socket.say(HEAD + ALICES + "X: y\r\n".repeat(80) + "\r\n");
            assertThat(socket.rest()).startsWith("HTTP/1.1 4");
        }
    }
}
