package dev.hpcmcp.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** A provider changes its keys while many call. */
@Timeout(120)
final class KeyRotationTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
    private static final int CLIENTS = 6;
    private static final int CALLS = 30;

    @Test
    void noValidCallIsRefusedAndTheProviderIsNotHammered() throws Exception {
        try (TestIssuer issuer = new TestIssuer().start();
                OAuthRig rig = new OAuthRig(issuer)) {
            RawClient session = rig.client(fresh(issuer, rig, issuer.key())).initialized();
            RSAKey old = issuer.key();
            ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
            CountDownLatch begun = new CountDownLatch(1);
            List<Callable<Boolean>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                boolean early = client % 2 == 0;
                boolean first = client == 1;
                clients.add(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        if (first && call == CALLS / 3) {
                            issuer.begin();
                            begun.countDown();
                        }
                        // Some are quick to get tokens by the new key, others still use theirs.
                        if (early && call == CALLS / 2) {
                            begun.await();
                        }
                        RSAKey key = early && begun.getCount() == 0 ? issuer.key() : old;
                        var answer =
                                session.with("Authorization", "Bearer " + fresh(issuer, rig, key))
                                        .post(PING);
                        statuses.add(answer.statusCode());
                    }
                    return true;
                });
            }
            int before = issuer.asked().get();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Boolean> one : threads.invokeAll(clients)) {
                    one.get();
                }
            }
            assertThat(statuses).hasSize(CLIENTS * CALLS).containsOnly(200);
            assertThat(issuer.asked().get() - before).as("asked for keys").isBetween(1, 2);
        }
    }

    private static String fresh(TestIssuer issuer, OAuthRig rig, RSAKey key) {
        return issuer.signed(key, rig.resource, claims -> claims);
    }

    @Test
    void aWithdrawnKeyIsTakenNoLongerThanKeysLast() throws Exception {
        Duration last = Duration.ofMillis(500);
        var keys = new SignedTokens.Keys(last, Duration.ofHours(1), Duration.ofMillis(100));
        try (TestIssuer issuer = new TestIssuer().start()) {
            String resource = "https://hpc.example.org/mcp";
            JwtDecoder decoder =
                    SignedTokens.decoder(
                            OAuthRig.usual(issuer, resource),
                            URI.create(issuer.url() + "/oauth2/jwks"),
                            keys,
                            Clock.systemUTC());
            RSAKey old = issuer.key();
            String theirs = issuer.signed(old, resource, claims -> claims);
            assertThat(decoder.decode(theirs).getSubject()).isEqualTo("alice");
            issuer.rotate();
            Thread.sleep(last.plusMillis(50));
            assertThatThrownBy(() -> decoder.decode(theirs)).isInstanceOf(JwtException.class);
            String ours = issuer.signed(issuer.key(), resource, claims -> claims);
            assertThat(decoder.decode(ours).getSubject()).isEqualTo("alice");
        }
    }

    /** Whoever sends many tokens with keys that nobody knows. */
    @Test
    void strangersDoNotMakeUsHammerTheProvider() throws Exception {
        try (TestIssuer issuer = new TestIssuer().start();
                OAuthRig rig = new OAuthRig(issuer)) {
            rig.letsIn(fresh(issuer, rig, issuer.key()));
            int before = issuer.asked().get();
            RSAKey strange = TestIssuer.newKey();
            for (int i = 0; i < 50; i++) {
                int status = rig.knock(fresh(issuer, rig, strange)).statusCode();
                assertThat(status).isIn(401, 503);
            }
            assertThat(issuer.asked().get() - before).isLessThanOrEqualTo(2);
            rig.letsIn(fresh(issuer, rig, issuer.key()));
        }
    }
}
