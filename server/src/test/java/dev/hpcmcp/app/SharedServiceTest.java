package dev.hpcmcp.app;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.port.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training service has no accounts, whatever we sign in with at the proxy before it. */
class SharedServiceTest {
    private final WireMockServer server =
            new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));

    @TempDir private Path folder;

    @BeforeEach
    void serve() {
        server.start();
        server.stubFor(any(anyUrl()).willReturn(json(404, "{\"detail\":\"Not Found\"}")));
        server.stubFor(
                post(urlPathEqualTo("/api/v1/training/start"))
                        .willReturn(
                                json(
                                        200,
                                        "{\"process_id\":\"train_20260101_000000\",\"status\":\"running\"}")));
    }

    @AfterEach
    void close() {
        server.stop();
    }

    private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder json(
            int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    @Test
    void twoPeopleWithCredentialsOfTheirOwnAreToldOfRunsOfOneId() throws Exception {
        Path config = folder.resolve("config.yml");
        Files.writeString(
                config,
                """
                clusters:
                  - {id: lab, kind: pivot, url: "%s", profile: src, credentials: per-user}
                store: {url: "jdbc:sqlite:%s"}
                """
                        .formatted(
                                server.baseUrl().replace("localhost", "127.0.0.1"),
                                folder.resolve("store.db")));
        try (Wiring wiring = new Wiring(SettingsFile.read(config, Map.of()))) {
            for (String name : new String[] {"alice", "bob"}) {
                wiring.personal()
                        .vault()
                        .put(
                                name,
                                "lab",
                                Credential.of(
                                        Kind.API_KEY, Secret.of(name + "-secret-of-the-tests")));
            }
            Training lab = (Training) wiring.backends().getFirst();
            TrainingRequest request = TrainingRequest.of("a.yaml");

            Submitted hers = lab.start(Callers.ALICE, request);
            Submitted his = lab.start(Callers.BOB, request);

            assertThat(hers.warnings()).noneMatch(words -> words.contains("same second"));
            assertThat(his.warnings()).anyMatch(words -> words.contains("same second"));
        }
    }
}
