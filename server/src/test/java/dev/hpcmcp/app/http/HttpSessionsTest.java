package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.RawClient.INITIALIZE;
import static dev.hpcmcp.app.http.RawClient.call;
import static dev.hpcmcp.app.http.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions: whose, how many, how long. */
@Timeout(60)
final class HttpSessionsTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private static int status(RawClient client) throws Exception {
        return client.post(PING).statusCode();
    }

    @Test
    void aRequestWithoutSessionIsRefused() throws Exception {
        try (var server = new TestServer()) {
            assertThat(json(server.client().post(PING)).path("error").path("message").asString())
                    .contains("Mcp-Session-Id");
            assertThat(status(server.client())).isEqualTo(400);
            assertThat(server.client().method("DELETE").statusCode()).isEqualTo(400);
            assertThat(server.client().method("GET").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void anUnknownSessionIsNotFound() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().with("Mcp-Session-Id", "no-such-session");
            assertThat(status(client)).isEqualTo(404);
            assertThat(client.method("GET").statusCode()).isEqualTo(404);
            assertThat(client.method("DELETE").statusCode()).isEqualTo(404);
            assertThat(json(client.post(INITIALIZE)).has("error")).isTrue();
        }
    }

    @Test
    void aSessionThatWasDeletedIsGone() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            assertThat(status(client)).isEqualTo(200);
            assertThat(client.method("DELETE").statusCode()).isEqualTo(204);
            assertThat(status(client)).isEqualTo(404);
            assertThat(client.method("DELETE").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void deletingASessionInterruptsItsCalls() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            var answer = client.postLater(call(2, "hang", "{}"));
            server.toolbox.hanging().acquire();
            client.method("DELETE");
            assertThat(server.toolbox.interrupted().tryAcquire(5, TimeUnit.SECONDS)).isTrue();
            assertThat(answer.get(5, TimeUnit.SECONDS).body()).doesNotContain("data:");
        }
    }

    @Test
    void aSessionBelongsToItsSubject() throws Exception {
        try (var server = new TestServer()) {
            var alice = server.client().initialized();
            var bob = alice.with("Authorization", "Bearer bob-token");
            assertThat(status(bob)).isEqualTo(404);
            assertThat(bob.method("DELETE").statusCode()).isEqualTo(404);
            assertThat(bob.method("GET").statusCode()).isEqualTo(404);
            assertThat(status(alice)).isEqualTo(200);
        }
    }

    /** 122 bits of a random UUID: each of them is either, half of the time. */
    @Test
    void nobodyGuessesTheIdOfASession() throws Exception {
        int many = 500;
        try (var server = new TestServer()) {
            Set<UUID> ids = new HashSet<>();
            int[] set = new int[128];
            for (int i = 0; i < many; i++) {
                UUID id = UUID.fromString(opened(server));
                ids.add(id);
                assertThat(id.version()).isEqualTo(4);
                for (int bit = 0; bit < 128; bit++) {
                    long half =
                            bit < 64 ? id.getMostSignificantBits() : id.getLeastSignificantBits();
                    set[bit] += (int) (half >>> (bit % 64) & 1);
                }
            }
            assertThat(ids).hasSize(many);
            // Six standard deviations off a fair coin, but for the six bits that say what it is.
            double off = 6 * Math.sqrt(many) / 2;
            assertThat(Arrays.stream(set).filter(ones -> Math.abs(ones - many / 2.0) > off).count())
                    .isEqualTo(6);
        }
    }

    private static String opened(TestServer server) throws Exception {
        return server.client()
                .post(INITIALIZE)
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
    }

    @Test
    void initializeWithAnExistingSessionIsRefusedAndLeaksNothing() throws Exception {
        try (var server = new TestServer(limits -> limits.maxSessions(2))) {
            var client = server.client().initialized();
            var other = server.client().initialized();
            for (int i = 0; i < 5; i++) {
                var answer = client.post(INITIALIZE);
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.headers().firstValue("Mcp-Session-Id")).isEmpty();
            }
            assertThat(status(client)).isEqualTo(200);
            assertThat(status(other)).isEqualTo(200);
        }
    }

    @Test
    void theLongestIdleSessionMakesRoom() throws Exception {
        try (var server = new TestServer(limits -> limits.maxSessions(2))) {
            var first = server.client().initialized();
            var second = server.client().initialized();
            assertThat(status(first)).isEqualTo(200);
            var third = server.client().initialized();
            assertThat(status(second)).isEqualTo(404);
            assertThat(status(first)).isEqualTo(200);
            assertThat(status(third)).isEqualTo(200);
        }
    }

    @Test
    void whoOpensManyPushesNobodyElseOut() throws Exception {
        try (var server = new TestServer(limits -> limits.maxSessions(4))) {
            var alice = server.client().initialized();
            for (int i = 0; i < 10; i++) {
                server.client("bob-token").initialized();
            }
            assertThat(status(alice)).isEqualTo(200);
        }
    }

    @Test
    void whenAllSessionsAreAtWorkANewOneHasToWait() throws Exception {
        try (var server = new TestServer(limits -> limits.maxSessions(1))) {
            var client = server.client().initialized();
            CompletableFuture<HttpResponse<String>> answer =
                    client.postLater(call(2, "hang", "{}"));
            server.toolbox.hanging().acquire();
            var refused = server.client().post(INITIALIZE);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(json(refused).path("error").path("code").asInt()).isEqualTo(-32000);
            server.toolbox.released().release();
            assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aSessionThatIsLongIdleIsForgotten() throws Exception {
        try (var server = new TestServer(limits -> limits.idle(Duration.ofMillis(200)))) {
            var client = server.client().initialized();
            assertThat(status(client)).isEqualTo(200);
            Thread.sleep(400);
            assertThat(status(client)).isEqualTo(404);
        }
    }

    @Test
    void aSessionThatListensIsNotIdle() throws Exception {
        try (var server = new TestServer(limits -> limits.idle(Duration.ofMillis(200)))) {
            var client = server.client().initialized();
            try (var stream = client.listen().body()) {
                assertThat(stream.read()).isEqualTo(':');
                Thread.sleep(400);
                assertThat(status(client)).isEqualTo(200);
            }
        }
    }

    @Test
    void callsInFlightAreBoundedAndPingStillAnswers() throws Exception {
        try (var server = new TestServer(limits -> limits.callsAtOnce(2))) {
            var client = server.client().initialized();
            var one = client.postLater(call(2, "hang", "{}"));
            var two = client.postLater(call(3, "hang", "{}"));
            server.toolbox.hanging().acquire(2);
            var refused = client.post(call(4, "echo", "{}"));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(json(refused).path("id").asInt()).isEqualTo(4);
            assertThat(status(client)).isEqualTo(200);
            server.toolbox.released().release(2);
            assertThat(one.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(two.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(client.post(call(4, "echo", "{}")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void anIdThatIsStillInFlightIsRefused() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            var first = client.postLater(call(2, "hang", "{}"));
            server.toolbox.hanging().acquire();
            assertThat(client.post(call(2, "echo", "{}")).statusCode()).isEqualTo(400);
            server.toolbox.released().release();
            assertThat(first.get(5, TimeUnit.SECONDS).body()).contains("released");
        }
    }

    @Test
    void anIdMayBeUsedAgainOnceAnswered() throws Exception {
        try (var server = new TestServer()) {
            var client = server.client().initialized();
            for (int i = 0; i < 200; i++) {
                var answer = client.post(call(1, "echo", "{}"));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains("echo: null");
            }
        }
    }
}
