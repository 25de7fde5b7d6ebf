package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.RawClient.call;
import static dev.hpcmcp.app.http.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Tokens of a real identity provider, and those that only look like it. */
@Timeout(120)
final class OAuthTest {
    private static TestIssuer issuer;
    private static OAuthRig rig;

    @BeforeAll
    static void start() throws Exception {
        issuer = new TestIssuer().start();
        rig = new OAuthRig(issuer, OAuthRig::introspecting);
    }

    @AfterAll
    static void stop() {
        rig.close();
        issuer.close();
    }

    private static void turnsAway(String token) throws Exception {
        HttpResponse<String> answer = rig.knock(token);
        assertThat(refused(answer, 401).path("message").asString())
                .contains("not known here", "sign in at " + issuer.url());
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"invalid_token\"", "resource_metadata=\"");
    }

    private static String changed(java.util.function.UnaryOperator<JWTClaimsSet.Builder> change) {
        return issuer.token(rig.resource, change);
    }

    @Test
    void aTokenOfTheProviderForThisServerIsLetIn() throws Exception {
        String token = issuer.granted("robot", rig.resource, "clusters:read");
        assertThat(token).startsWith("ey");
        assertThat(rig.subject(token)).isEqualTo("oauth:robot@" + issuer.url());
    }

    @Test
    void aTokenThatExpiredIsNot() throws Exception {
        Date past = Date.from(Instant.now().minusSeconds(120));
        rig.letsIn(changed(claims -> claims));
        turnsAway(changed(claims -> claims.expirationTime(past)));
        turnsAway(changed(claims -> claims.expirationTime(null)));
        turnsAway(
                changed(claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(600)))));
    }

    @Test
    void aTokenForSomebodyElseIsNot() throws Exception {
        turnsAway(issuer.granted("robot", "https://elsewhere.example/mcp", "clusters:read"));
        turnsAway(changed(claims -> claims.audience(List.of())));
        turnsAway(changed(claims -> claims.audience(rig.resource + "/more")));
        rig.letsIn(changed(claims -> claims.audience(List.of("other", rig.resource))));
    }

    @Test
    void aHostThatIsMadeUpDoesNotMakeATokenForItOurs() throws Exception {
        String token = issuer.granted("robot", "http://localhost:1/mcp", "clusters:read");
        turnsAway(token);
    }

    @Test
    void aTokenOfSomebodyElseIsNot() throws Exception {
        turnsAway(changed(claims -> claims.issuer("https://elsewhere.example")));
        turnsAway(issuer.signed(TestIssuer.newKey(), rig.resource, claims -> claims));
    }

    @Test
    void aTokenThatIsNotSignedOrSignedWithWhatEverybodyKnowsIsNot() throws Exception {
        JWTClaimsSet claims = SignedJWT.parse(changed(it -> it)).getJWTClaimsSet();
        turnsAway(new PlainJWT(claims).serialize());
        var mac =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .keyID(issuer.key().getKeyID())
                                .build(),
                        claims);
        mac.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
        turnsAway(mac.serialize());
        String good = changed(it -> it);
        turnsAway(good.substring(0, good.lastIndexOf('.') + 1));
    }

    @Test
    void aTokenThatIsBoundToAKeyIsNoBearersToken() throws Exception {
        turnsAway(changed(claims -> claims.claim("cnf", java.util.Map.of("jkt", "abc"))));
    }

    @Test
    void aTokenThatNamesNobodyIsNot() throws Exception {
        turnsAway(changed(claims -> claims.subject(null)));
        turnsAway(changed(claims -> claims.subject(" ")));
        turnsAway(changed(claims -> claims.subject("a\nb")));
    }

    @Test
    void anOpaqueTokenIsAskedAboutEachTime() throws Exception {
        String token = issuer.granted("opaque", rig.resource, "clusters:read");
        assertThat(token).doesNotContain(".");
        assertThat(rig.subject(token)).isEqualTo("oauth:opaque@" + issuer.url());
        issuer.revoke("opaque", token);
        turnsAway(token);
        turnsAway(issuer.granted("opaque", "https://elsewhere.example/mcp", "clusters:read"));
        turnsAway("made-up");
    }

    @Test
    void ourOwnTokensAreLetInBesideThem() throws Exception {
        rig.letsIn("alice-token");
        turnsAway("hpcmcp_abcdefghij_" + "x".repeat(43));
    }

    @Test
    void whoHasNoTokenIsToldWhereToSignIn() throws Exception {
        var answer = rig.client("").with("Authorization", "").post(RawClient.INITIALIZE);
        String challenge = answer.headers().firstValue("WWW-Authenticate").orElseThrow();
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge)
                .contains("scope=\"clusters:read jobs:read jobs:write\"")
                .doesNotContain("error");
        String place = challenge.replaceFirst(".*resource_metadata=\"([^\"]*)\".*", "$1");
        assertThat(place)
                .isEqualTo(
                        rig.resource.replace("/mcp", "/.well-known/oauth-protected-resource/mcp"));
        for (String path :
                List.of(
                        "/.well-known/oauth-protected-resource",
                        "/.well-known/oauth-protected-resource/mcp")) {
            JsonNode metadata =
                    RawClient.JSON.readTree(RawClient.get(rig.server.http.port(), path).body());
            assertThat(metadata.path("resource").asString()).isEqualTo(rig.resource);
            assertThat(metadata.at("/authorization_servers/0").asString()).isEqualTo(issuer.url());
            assertThat(metadata.path("scopes_supported").toString())
                    .isEqualTo("[\"clusters:read\",\"jobs:read\",\"jobs:write\"]");
            assertThat(metadata.path("tls_client_certificate_bound_access_tokens").asBoolean())
                    .isFalse();
        }
        String other = "/.well-known/oauth-protected-resource/other";
        assertThat(RawClient.get(rig.server.http.port(), other).statusCode()).isEqualTo(404);
    }

    @Test
    void aToolThatNeedsMoreSaysWhichScopeBeforeAnyAnswerBegins() throws Exception {
        var client = rig.client(issuer.granted("robot", rig.resource, "clusters:read"));
        var answer = client.initialized().post(call(7, "boom", "{}"));
        JsonNode error = refused(answer, 403);
        assertThat(error.path("message").asString()).isEqualTo("boom needs the scope jobs:write");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains(
                        "error=\"insufficient_scope\"",
                        "scope=\"clusters:read jobs:write\"",
                        "/.well-known/oauth-protected-resource/mcp\"");
    }

    @Test
    void whoseTokenCannotGrowIsToldByTheToolInstead() throws Exception {
        var answer = rig.client("guest-token").initialized().post(call(7, "boom", "{}"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("you may not call boom");
    }
}
