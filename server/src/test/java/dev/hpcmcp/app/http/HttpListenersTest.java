package dev.hpcmcp.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.mcp.FakeToolbox;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Scope;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream that only listens may be open for days: it lasts as long as its caller is let in. */
@Timeout(60)
final class HttpListenersTest {
    private static final Duration BEAT = Duration.ofMillis(50);

    private volatile Verdict verdict = Verdict.known(FakeToolbox.ALICE);

    private TestServer server() {
        TokenCheck tokens = token -> verdict;
        return new TestServer(limits -> limits.heartbeat(BEAT), tokens);
    }

    static Stream<Verdict> noLongerTheSame() {
        Caller alice = FakeToolbox.ALICE;
        return Stream.of(
                Verdict.UNKNOWN,
                new Verdict.Unsure("the store is away"),
                Verdict.known(alice.only(Set.of(Scope.JOBS_READ))),
                Verdict.known(FakeToolbox.caller("bob")));
    }

    @ParameterizedTest
    @MethodSource("noLongerTheSame")
    void aStreamEndsWhenItsTokenLetsInNoMore(Verdict afterwards) throws Exception {
        try (var server = server();
                InputStream stream = server.client().initialized().listen().body()) {
            assertThat(stream.read()).isEqualTo(':');
            verdict = afterwards;
            assertThat(new String(stream.readAllBytes(), UTF_8)).doesNotContain("data:");
        }
    }

    @Test
    void aStreamGoesOnWhileItsTokenIsGood() throws Exception {
        try (var server = server();
                InputStream stream = server.client().initialized().listen().body()) {
            assertThat(new String(stream.readNBytes(90), UTF_8)).hasSize(90);
        }
    }

    @Test
    void aStreamEndsWhenItsUserIsStoppedAndNoneBegins() throws Exception {
        try (var server = server()) {
            RawClient client = server.client().initialized();
            try (InputStream stream = client.listen().body()) {
                assertThat(stream.read()).isEqualTo(':');
                server.toolbox.silence("not_allowed: ann stopped all agents");
                assertThat(stream.readAllBytes()).isNotNull();
            }
            var refused = client.method("GET");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("ann stopped all agents");
        }
    }

    @Test
    void aStreamEndsWhenItsSignedTokenExpires() throws Exception {
        try (var issuer = new TestIssuer().start();
                var rig = new OAuthRig(issuer, it -> it, limits -> limits.heartbeat(BEAT))) {
            // A minute of difference between clocks is allowed.
            Instant end = Instant.now().minusSeconds(57);
            Date begin = Date.from(end.minusSeconds(300));
            String token =
                    issuer.token(
                            rig.resource, it -> it.issueTime(begin).expirationTime(Date.from(end)));
            try (InputStream stream = rig.client(token).initialized().listen().body()) {
                assertThat(stream.read()).isEqualTo(':');
                assertThat(stream.readAllBytes()).isNotEmpty();
            }
            assertThat(Instant.now()).isAfter(end.plusSeconds(59));
            assertThat(rig.knock(token).statusCode()).isEqualTo(401);
        }
    }
}
