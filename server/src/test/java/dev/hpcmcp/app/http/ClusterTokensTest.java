package dev.hpcmcp.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.hpcmcp.auth.ExchangedSignIns;
import dev.hpcmcp.auth.TokenSource.Fresh;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Renewal and exchange at a real provider. */
class ClusterTokensTest {
    private static final String HERE = "http://127.0.0.1:8848/mcp";
    private static final String CLUSTER = "https://cluster.example.org";
    private static TestIssuer issuer;

    @BeforeAll
    static void start() throws Exception {
        issuer = new TestIssuer().start();
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    private static ClusterTokens tokens(String url, String secret) {
        return new ClusterTokens(
                "lab",
                new ClusterTokens.Settings(
                        url,
                        "gateway",
                        Optional.of(Secret.of(secret)),
                        Set.of("jobs:read"),
                        Optional.of(CLUSTER)),
                Clock.systemUTC());
    }

    private static ClusterTokens tokens() {
        return tokens(issuer.url(), TestIssuer.secret("gateway"));
    }

    private static JWTClaimsSet claims(Secret token) throws ParseException {
        return SignedJWT.parse(token.reveal()).getJWTClaimsSet();
    }

    private static Secret text(JsonNode answer, String name) {
        return Secret.of(answer.path(name).asString());
    }

    private static Failure failure(ClusterTokens tokens, Secret refresh) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                        HpcException.class, () -> tokens.renewed(refresh))
                .failure();
    }

    @Test
    void aRefreshTokenGivesAnotherTokenAndServesOnce() throws Exception {
        JsonNode login = issuer.login("gateway", "alice", HERE, "jobs:read");
        Secret refresh = text(login, "refresh_token");
        Fresh fresh = tokens().renewed(refresh);
        assertThat(claims(fresh.token()).getSubject()).isEqualTo("alice");
        assertThat(fresh.token()).isNotEqualTo(text(login, "access_token"));
        assertThat(fresh.expires().orElseThrow()).isAfter(Instant.now());
        assertThat(fresh.refresh()).isPresent().isNotEqualTo(Optional.of(refresh));
        assertThat(failure(tokens(), refresh)).isInstanceOf(Failure.SignInNeeded.class);
        assertThat(tokens().renewed(fresh.refresh().orElseThrow()).token()).isNotNull();
    }

    @Test
    void theCallersTokenBecomesOneForTheClusterWithTheirNameInIt() throws Exception {
        Secret theirs = text(issuer.login("gateway", "alice", HERE, "jobs:read"), "access_token");
        OAuthSettings settings = OAuthRig.usual(issuer, HERE);
        Verdict verdict = new OAuth(settings, Clock.systemUTC()).of(theirs.reveal());
        Caller alice = ((Verdict.Known) verdict).caller();
        Secret given =
                new ExchangedSignIns("lab", tokens(), Clock.systemUTC())
                        .of(alice)
                        .credential()
                        .secret();
        assertThat(claims(theirs).getAudience()).containsExactly(HERE);
        assertThat(claims(given).getAudience()).containsExactly(CLUSTER);
        assertThat(claims(given).getSubject()).isEqualTo("alice");
        assertThat(given).isNotEqualTo(theirs);
        assertThat(alice.toString()).doesNotContain(theirs.reveal());
    }

    @Test
    void aTokenThatTheProviderDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> tokens().exchanged(Secret.of("planted-token")))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e -> assertThat(e.failure()).isInstanceOf(Failure.SignInNeeded.class))
                .hasMessageNotContaining("planted");
    }

    @Test
    void thatTheProviderRefusesUsOrIsAwayIsNotThePersonsFault() throws Exception {
        assertThat(failure(tokens(issuer.url(), "planted-wrong"), Secret.of("x")))
                .isEqualTo(
                        new Failure.Unreachable(
                                "lab", "the identity provider gives no token for it now"));
        TestIssuer away = new TestIssuer();
        assertThat(failure(tokens(away.url(), "planted"), Secret.of("x")))
                .isInstanceOf(Failure.Unreachable.class);
    }
}
