package dev.hpcmcp.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.mcp.HttpLimits;
import dev.hpcmcp.port.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A server that takes the tokens of a {@link TestIssuer}. */
final class OAuthRig implements AutoCloseable {
    final TestIssuer issuer;
    final TestServer server;
    final String resource;

    OAuthRig(TestIssuer issuer) throws IOException {
        this(issuer, settings -> settings);
    }

    OAuthRig(TestIssuer issuer, UnaryOperator<OAuthSettings> change) throws IOException {
        this(issuer, change, limits -> limits);
    }

    OAuthRig(
            TestIssuer issuer,
            UnaryOperator<OAuthSettings> change,
            UnaryOperator<HttpLimits> limits)
            throws IOException {
        this.issuer = issuer;
        int port;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        resource = "http://127.0.0.1:" + port + "/mcp";
        server = new TestServer(port, change.apply(usual(issuer, resource)), limits);
    }

    static OAuthSettings usual(TestIssuer issuer, String resource) {
        return new OAuthSettings(
                issuer.url(),
                resource,
                resource,
                "sub",
                false,
                Optional.empty(),
                "",
                Optional.empty());
    }

    static OAuthSettings introspecting(OAuthSettings it) {
        return new OAuthSettings(
                it.issuer(),
                it.resource(),
                it.audience(),
                it.subjectClaim(),
                it.accounts(),
                it.groupsClaim(),
                it.scopePrefix(),
                Optional.of(
                        new OAuthSettings.Introspection(
                                "robot", Secret.of(TestIssuer.secret("robot")))));
    }

    static OAuthSettings accounts(OAuthSettings it) {
        return new OAuthSettings(
                it.issuer(),
                it.resource(),
                it.audience(),
                "sub",
                true,
                it.groupsClaim(),
                it.scopePrefix(),
                it.introspection());
    }

    RawClient client(String token) {
        return server.client(token);
    }

    HttpResponse<String> knock(String token) throws Exception {
        return client(token).post(RawClient.INITIALIZE);
    }

    void letsIn(String token) throws Exception {
        HttpResponse<String> answer = knock(token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Who the server says it is. */
    String subject(String token) throws Exception {
        server.toolbox.subjects().clear();
        client(token).initialized().post(RawClient.call(1, "echo", "{\"text\":\"x\"}"));
        return server.toolbox.subjects().take();
    }

    @Override
    public void close() {
        server.close();
    }
}
