package dev.hpcmcp.app;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.hpcmcp.backend.s9s.FakeS9s;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with credentials: exchange, from the configuration to what leaves. */
class ExchangeProgramTest {
    @TempDir private Path folder;
    private final WireMockServer issuer = server();
    private final WireMockServer recorder = server();
    private FakeS9s gateway;
    private Wiring wiring;

    private static WireMockServer server() {
        return new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    }

    @BeforeEach
    void open() throws Exception {
        issuer.start();
        recorder.start();
        gateway = new FakeS9s();
        recorder.stubFor(
                any(anyUrl())
                        .willReturn(
                                aResponse()
                                        .proxiedFrom(
                                                "http://127.0.0.1:"
                                                        + URI.create(gateway.url()).getPort())));
        String url = "http://127.0.0.1:" + issuer.port();
        issuer.stubFor(
                get(urlPathEqualTo("/.well-known/oauth-authorization-server"))
                        .willReturn(
                                okJson(
                                        """
                                        {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "token_endpoint": "%1$s/token"}
                                        """
                                                .formatted(url))));
        gives("alice");
        gives("bob");
        Path config = folder.resolve("config.yml");
        Files.writeString(
                config,
                """
                clusters:
                  - id: lab
                    kind: s9s
                    url: http://127.0.0.1:%d/v1
                    credentials: exchange
                    oidc: {issuer: "%s", client-id: gateway, client-secret: hush, scopes: [cluster], audience: lab-api}
                store: {url: "jdbc:sqlite:%s"}
                """
                        .formatted(recorder.port(), url, folder.resolve("store.db")));
        wiring = new Wiring(SettingsFile.read(config, Map.of()), true);
    }

    private void gives(String name) {
        issuer.stubFor(
                post(urlPathEqualTo("/token"))
                        .withRequestBody(containing("subject_token=callers-of-" + name))
                        .willReturn(
                                okJson(
                                        """
                                        {"access_token": "token-of-%s", "issued_token_type": "urn:ietf:params:oauth:token-type:access_token", "token_type": "Bearer", "expires_in": 600}
                                        """
                                                .formatted(name))));
    }

    @AfterEach
    void close() {
        wiring.close();
        gateway.close();
        recorder.stop();
        issuer.stop();
    }

    private static Caller bearing(Caller caller) {
        return caller.with(Badge.NONE.bearing(Secret.of("callers-of-" + caller.subject())));
    }

    private void list(Caller caller) {
        ((Jobs) wiring.backends().getFirst()).list(caller, JobQuery.all(10));
    }

    @Test
    void theClusterSeesATokenForItAndNeverTheCallers() {
        list(bearing(Callers.ALICE));
        list(bearing(Callers.BOB));
        list(bearing(Callers.ALICE));
        assertThat(recorder.getAllServeEvents())
                .extracting(event -> event.getRequest().getHeader("Authorization"))
                .contains("Bearer token-of-alice", "Bearer token-of-bob")
                .allSatisfy(header -> assertThat(header).doesNotContain("callers-of"));
        issuer.verify(
                2,
                WireMock.postRequestedFor(urlPathEqualTo("/token"))
                        .withRequestBody(containing("grant-type%3Atoken-exchange"))
                        .withRequestBody(containing("audience=lab-api"))
                        .withRequestBody(containing("scope=cluster")));
        assertThat(folder.resolve("store.db")).doesNotExist();
    }
}
