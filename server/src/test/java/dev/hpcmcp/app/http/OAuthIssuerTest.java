package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.MovingClock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An identity provider that goes, comes, changes its keys, or is another one. */
@Timeout(120)
final class OAuthIssuerTest {
    @Test
    void aServerStartsWithoutItsProviderAndSaysSoToItsCallersAlone() throws Exception {
        try (TestIssuer issuer = new TestIssuer();
                OAuthRig rig = new OAuthRig(issuer)) {
            String token = issuer.token(rig.resource, claims -> claims);
            var answer = rig.knock(token);
            assertThat(refused(answer, 503).path("message").asString())
                    .contains("identity provider", "cannot be asked now");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
            rig.letsIn("alice-token");
        }
    }

    @Test
    void aProviderThatComesLateIsFoundAfterAPause() throws Exception {
        try (TestIssuer provider = new TestIssuer()) {
            var clock = new MovingClock();
            var issuer = new Issuer(provider.url(), clock);
            assertThatThrownBy(issuer::found).isInstanceOf(IssuerAway.class);
            provider.start();
            assertThatThrownBy(issuer::found).hasMessageContaining("a moment ago");
            clock.move(Issuer.PAUSE);
            assertThat(issuer.found().keys().toString()).startsWith(provider.url());
            assertThat(issuer.found().introspection()).isPresent();
        }
    }

    @Test
    void newKeysAreFetchedAndOldTokensEndWithTheirs() throws Exception {
        try (TestIssuer issuer = new TestIssuer().start();
                OAuthRig rig = new OAuthRig(issuer)) {
            rig.letsIn(issuer.token(rig.resource, claims -> claims));
            var old = issuer.key();
            issuer.rotate();
            rig.letsIn(issuer.token(rig.resource, claims -> claims));
            refused(rig.knock(issuer.signed(old, rig.resource, claims -> claims)), 503);
            rig.letsIn(issuer.token(rig.resource, claims -> claims));
        }
    }

    @Test
    void aProviderThatCallsItselfOtherwiseIsNotBelieved() throws Exception {
        try (TestIssuer provider = new TestIssuer().start()) {
            var issuer =
                    new Issuer(provider.url().replace("127.0.0.1", "localhost"), new MovingClock());
            assertThatThrownBy(issuer::found).hasMessageContaining("calls itself otherwise");
        }
    }

    @Test
    void aTokenSaysWhoSomebodyIsAsTheOperatorWantsIt() throws Exception {
        try (TestIssuer issuer = new TestIssuer().start();
                OAuthRig rig =
                        new OAuthRig(
                                issuer,
                                it ->
                                        new OAuthSettings(
                                                it.issuer(),
                                                it.resource(),
                                                it.audience(),
                                                "uid",
                                                true,
                                                Optional.of("groups"),
                                                "hpc/",
                                                Optional.empty()))) {
            String token =
                    issuer.token(
                            rig.resource,
                            claims ->
                                    claims.claim("uid", "alice")
                                            .claim("azp", "web")
                                            .claim("groups", Set.of("staff", "gpu"))
                                            .claim("scope", null)
                                            .claim(
                                                    "scp",
                                                    Set.of("hpc/clusters:read", "jobs:read")));
            assertThat(rig.subject(token)).isEqualTo("alice");
            refused(rig.knock(issuer.token(rig.resource, c -> c.claim("uid", "a/../b"))), 401);
            var missing = rig.client(token).initialized().post(RawClient.call(1, "count", "{}"));
            assertThat(missing.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("scope=\"hpc/clusters:read hpc/jobs:read\"");
        }
    }

    @Test
    void aSessionIsOfOnePersonWithFreshTokensAndOfNobodyElseOfThatName() throws Exception {
        try (TestIssuer issuer = new TestIssuer().start();
                OAuthRig rig = new OAuthRig(issuer, OAuthRig::accounts)) {
            var session = rig.client(issuer.token(rig.resource, it -> it)).initialized();
            String fresh = "Bearer " + issuer.token(rig.resource, it -> it);
            String bob = "Bearer " + issuer.token(rig.resource, it -> it.subject("bob"));
            String otherClient =
                    "Bearer " + issuer.token(rig.resource, it -> it.claim("azp", "other"));
            String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
            assertThat(session.with("Authorization", fresh).post(ping).statusCode()).isEqualTo(200);
            refused(session.with("Authorization", bob).post(ping), 404);
            refused(session.with("Authorization", otherClient).post(ping), 404);
            refused(session.with("Authorization", "Bearer alice-token").post(ping), 404);
            assertThat(rig.subject("alice-token")).isEqualTo("alice");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://idp.example.org",
                "idp.example.org",
                "https://idp.example.org?x=1",
                "https://me@idp.example.org",
                "https://idp.example.org/@x",
                "not an address"
            })
    void anIssuerIsAnAddressThatNobodyCanListenTo(String issuer) {
        assertThatThrownBy(() ->
                        new OAuthSettings(
                                issuer,
                                "https://x/mcp",
                                "https://x/mcp",
                                "sub",
                                false,
                                Optional.empty(),
                                "",
                                Optional.empty()))
                .hasMessageContaining("issuer");
    }
}
