package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.RawClient.call;
import static dev.hpcmcp.app.http.RawClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Answers that stream, calls that end early, clients that vanish. */
@Timeout(60)
final class HttpStreamsTest {
    private static final String COUNT =
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"count\",\"_meta\":{\"progressToken\":7}}}";

    private static String cancel(int id) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%d}}"
                .formatted(id);
    }

    @Test
    void progressTurnsTheAnswerIntoAStream() throws Exception {
        try (var server = new TestServer()) {
            HttpResponse<String> answer = server.client().initialized().post(COUNT);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            List<JsonNode> messages =
                    answer.body()
                            .lines()
                            .filter(line -> line.startsWith("data: "))
                            .map(line -> RawClient.JSON.readTree(line.substring(6)))
                            .toList();
            assertThat(messages).hasSize(4);
            assertThat(messages.get(0).path("params").path("progressToken").asInt()).isEqualTo(7);
            assertThat(messages.get(3).path("result").path("structuredContent").path("to").asInt())
                    .isEqualTo(3);
        }
    }

    @Test
    void aClientThatOnlyTakesJsonMissesProgressButGetsItsAnswer() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized().with("Accept", "application/json");
            assertThat(json(client.post(COUNT)).path("id").asInt()).isEqualTo(2);
        }
    }

    @Test
    void theListeningStreamSendsItsHeaderAtOnceAndKeepsAlive() throws Exception {
        try (var server = new TestServer(limits -> limits.heartbeat(Duration.ofMillis(100)))) {
            var client = server.client().initialized();
            HttpResponse<InputStream> stream = client.listen();
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(stream.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            try (var lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
                for (int i = 0; i < 3; i++) {
                    assertThat(lines.readLine()).startsWith(":");
                    assertThat(lines.readLine()).isEmpty();
                }
            }
        }
    }

    @Test
    void theListeningStreamIsForThoseWhoAcceptEvents() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized().with("Accept", "application/json");
            assertThat(client.method("GET").statusCode()).isEqualTo(406);
        }
    }

    @Test
    void aNewListeningStreamReplacesTheOldOne() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            try (InputStream first = client.listen().body();
                    InputStream second = client.listen().body()) {
                assertThat(new String(first.readAllBytes(), UTF_8)).startsWith(":");
                assertThat(second.read()).isEqualTo(':');
            }
        }
    }

    @Test
    void deletingASessionEndsItsListeningStream() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            try (InputStream stream = client.listen().body()) {
                assertThat(stream.read()).isEqualTo(':');
                assertThat(client.method("DELETE").statusCode()).isEqualTo(204);
                assertThat(stream.readAllBytes()).isNotNull();
            }
        }
    }

    @Test
    void cancelledNotificationInterruptsTheTool() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            var answer = client.postLater(call(2, "hang", "{}"));
            server.toolbox.hanging().acquire();
            assertThat(client.post(cancel(2)).statusCode()).isEqualTo(202);
            assertThat(server.toolbox.interrupted().tryAcquire(5, TimeUnit.SECONDS)).isTrue();
            assertThat(answer.get(5, TimeUnit.SECONDS).body()).doesNotContain("result", "error");
        }
    }

    @Test
    void cancellingEndsTheWaitEvenIfTheToolIsStubborn() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized().with("Accept", "application/json");
            var answer = client.postLater(call(2, "hang", "{\"stubborn\":true}"));
            server.toolbox.hanging().acquire();
            client.post(cancel(2));
            assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
            server.toolbox.released().release();
        }
    }

    @Test
    void nobodyCancelsTheCallsOfAnotherSession() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            var answer = client.postLater(call(2, "hang", "{}"));
            server.toolbox.hanging().acquire();
            server.client().initialized().post(cancel(2));
            client.with("Authorization", "Bearer bob-token").post(cancel(2));
            assertThat(server.toolbox.interrupted().tryAcquire(200, TimeUnit.MILLISECONDS))
                    .isFalse();
            server.toolbox.released().release();
            assertThat(answer.get(5, TimeUnit.SECONDS).body()).contains("released");
        }
    }

    @Test
    void aLongSilentCallBecomesAStreamWithHeartbeats() throws Exception {
        try (var server = new TestServer(limits -> limits.heartbeat(Duration.ofMillis(100)))) {
            var client = server.client().initialized();
            var answer = client.post(call(2, "wait_a_bit", "{\"ms\":350}"));
            assertThat(answer.body()).startsWith(": alive\n\n: alive\n\n").contains("waited");
        }
    }

    @Test
    void aLongSilentCallOfAJsonClientStaysJson() throws Exception {
        try (var server = new TestServer(limits -> limits.heartbeat(Duration.ofMillis(100)))) {
            var client = server.client().initialized().with("Accept", "application/json");
            assertThat(json(client.post(call(2, "wait_a_bit", "{\"ms\":350}"))).has("result"))
                    .isTrue();
        }
    }

    @Test
    void aClientThatIsGoneInterruptsEvenASilentTool() throws Exception {
        try (var server = new TestServer(limits -> limits.heartbeat(Duration.ofMillis(100)))) {
            var client = server.client().initialized();
            HttpResponse<InputStream> stream = client.open("POST", call(2, "hang", "{}"));
            server.toolbox.hanging().acquire();
            stream.body().close();
            assertThat(server.toolbox.interrupted().tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aClientThatResetsTheConnectionInterruptsASilentTool() throws Exception {
        try (var server = new TestServer(limits -> limits.heartbeat(Duration.ofMillis(100)))) {
            var client = server.client().initialized();
            String session = client.header("Mcp-Session-Id");
            String body = call(2, "hang", "{}");
            String request =
                    """
                    POST /mcp HTTP/1.1
                    Host: localhost
                    Authorization: Bearer alice-token
                    Content-Type: application/json
                    Mcp-Session-Id: %s
                    Content-Length: %d

                    %s\
                    """
                            .formatted(session, body.length(), body)
                            .replace("\n", "\r\n");
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.http.port())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write(request.getBytes(UTF_8));
                server.toolbox.hanging().acquire();
            }
            assertThat(server.toolbox.interrupted().tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void manyHangingCallsOfOneSessionDoNotBlockAnother() throws Exception {
        try (var server = new TestServer()) {
            var busy = server.client().initialized();
            for (int id = 0; id < 64; id++) {
                var _ = busy.postLater(call(100 + id, "hang", "{}"));
            }
            server.toolbox.hanging().acquire(64);
            assertThat(server.client().initialized().post(call(1, "echo", "{}")).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void blockingCallsDoNotQueueForAHandfulOfThreads() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            long start = System.nanoTime();
            var answers =
                    IntStream.range(0, 60)
                            .mapToObj(
                                    id -> client.postLater(call(id, "wait_a_bit", "{\"ms\":1000}")))
                            .toList();
            for (var answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            }
            // One after another in each of 20 threads, as the SDK would have it, is 3 s at best.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMillis(2500));
        }
    }

    @Test
    void theToolKnowsWhoCalls() throws Exception {
        try (var server = new TestServer()) {
            server.client().initialized().post(call(1, "echo", "{}"));
            server.client("bob-token").initialized().post(call(1, "echo", "{}"));
            assertThat(server.toolbox.subjects()).containsExactly("alice", "bob");
        }
    }
}
