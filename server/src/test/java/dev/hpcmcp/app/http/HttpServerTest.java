package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.RawClient.INITIALIZE;
import static dev.hpcmcp.app.http.RawClient.call;
import static dev.hpcmcp.app.http.RawClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.mcp.FakeToolbox;
import dev.hpcmcp.mcp.ServerCard;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.tomcat.ConnectorStartFailedException;

/** The host: its ports, its health, its end. */
@Timeout(60)
final class HttpServerTest {
    @Test
    void healthIsOnBothPortsWithoutAToken() throws Exception {
        try (var server = new TestServer()) {
            for (int port : new int[] {server.http.port(), server.http.managementPort()}) {
                for (String path : new String[] {"/health/live", "/health/ready"}) {
                    assertThat(get(port, path).statusCode()).isEqualTo(200);
                    assertThat(get(port, path).body()).isEqualTo("{\"status\":\"UP\"}");
                }
            }
            assertThat(get(server.http.managementPort(), "/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void eachPortServesOnlyItsOwnPaths() throws Exception {
        try (var server = new TestServer()) {
            for (String path :
                    new String[] {"/health", "/metrics", "/", "/mcp/", "/health/other"}) {
                assertThat(get(server.http.port(), path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(get(server.http.managementPort(), "/mcp").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void metricsTellOfTheJvmOfRequestsAndOfToolCalls() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            client.post(call(1, "echo", "{}"));
            client.post(call(2, "boom", "{}"));
            server.client("guest-token").initialized().post(call(3, "hang", "{}"));
            String metrics = get(server.http.managementPort(), "/metrics").body();
            assertThat(metrics)
                    .contains("jvm_memory_used_bytes", "jvm_gc_", "process_uptime_seconds")
                    .containsPattern(
                            "http_server_requests_seconds_count\\{.*status=\"200\".*} [1-9]")
                    .contains("hpcmcp_tool_calls_seconds_count{outcome=\"ok\",tool=\"echo\"} 1")
                    .contains("hpcmcp_tool_calls_seconds_count{outcome=\"error\",tool=\"boom\"} 1")
                    .contains("hpcmcp_tool_calls_seconds_count{outcome=\"failed\",tool=\"hang\"} 1")
                    .contains("hpcmcp_sessions 2");
        }
    }

    @Test
    void aPortInUseIsOneSentence() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> start(HttpSettings.local(port, 0)))
                    .isInstanceOf(CannotListen.class)
                    .hasMessage(
                            "port " + port + " on 127.0.0.1 is in use: choose another with --port")
                    .hasNoCause();
            assertThatThrownBy(() -> start(HttpSettings.local(0, port)))
                    .isInstanceOf(CannotListen.class)
                    .hasMessageEndingWith("choose another with --management-port");
        }
    }

    @Test
    void aPortLostInTheLastMomentIsTheSameSentence() {
        var late = new IllegalStateException(new ConnectorStartFailedException(8848));
        assertThat(CannotListen.explain(late, HttpSettings.local(8848, 0)))
                .hasMessage("port 8848 on 127.0.0.1 is in use: choose another with --port");
        var other = new IllegalStateException("something else");
        assertThat(CannotListen.explain(other, HttpSettings.local(8848, 0))).isSameAs(other);
    }

    @Test
    void onePortCannotServeBoth() {
        assertThatThrownBy(() -> HttpSettings.local(8848, 8848))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("--management-port");
    }

    private static HttpServer start(HttpSettings settings) {
        return HttpServer.start(
                settings,
                new FakeToolbox(),
                new ServerCard("test", "Test", "1", ""),
                token -> Verdict.UNKNOWN);
    }

    @Test
    void stoppingFinishesCallsInFlight() throws Exception {
        var server = new TestServer(limits -> limits, Duration.ofSeconds(5));
        var client = server.client().initialized();
        var answer = client.postLater(call(2, "hang", "{}"));
        server.toolbox.hanging().acquire();
        Thread stopping = Thread.ofVirtual().start(server::close);
        assertThat(stopping.join(Duration.ofMillis(300))).isFalse();
        var refused = client.post(call(3, "echo", "{}"));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(get(server.http.managementPort(), "/health/ready").statusCode()).isEqualTo(503);
        assertThat(get(server.http.managementPort(), "/health/live").statusCode()).isEqualTo(200);
        server.toolbox.released().release();
        assertThat(answer.get(5, TimeUnit.SECONDS).body()).contains("released");
        assertThat(stopping.join(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void stoppingInterruptsWhatTakesTooLongAndClosesStreams() throws Exception {
        var server = new TestServer(limits -> limits, Duration.ofMillis(300));
        var client = server.client().initialized();
        var answer = client.postLater(call(2, "hang", "{}"));
        server.toolbox.hanging().acquire();
        try (InputStream stream = client.listen().body()) {
            assertThat(stream.read()).isEqualTo(':');
            long start = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(stream.readAllBytes()).isNotNull();
        }
        assertThat(server.toolbox.interrupted().tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        try {
            assertThat(answer.get(5, TimeUnit.SECONDS).body()).doesNotContain("\"result\"");
        } catch (ExecutionException e) {
            assertThat(e).hasMessageContaining("IOException");
        }
    }

    @Test
    void twoServersLiveSideBySide() throws Exception {
        try (var one = new TestServer();
                var two = new TestServer()) {
            assertThat(one.http.port()).isNotEqualTo(two.http.port());
            assertThat(one.client().post(INITIALIZE).statusCode()).isEqualTo(200);
            assertThat(two.client().post(INITIALIZE).statusCode()).isEqualTo(200);
        }
    }
}
