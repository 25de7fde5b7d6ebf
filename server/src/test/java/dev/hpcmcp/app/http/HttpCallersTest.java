package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.RawClient.INITIALIZE;
import static dev.hpcmcp.app.http.RawClient.json;
import static dev.hpcmcp.app.http.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.guard.policy.Policy;
import dev.hpcmcp.guard.policy.Rates;
import dev.hpcmcp.guard.policy.Rules;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and what they see. */
@Timeout(60)
final class HttpCallersTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void withoutATokenTheAnswerSaysHowToGetOne() throws Exception {
        var answer = server.client().with("Authorization", "").post(INITIALIZE);
        assertThat(refused(answer, 401).path("message").asString())
                .contains("Authorization: Bearer", "token file");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"hpc-mcp\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer alice-token2", "bearer ALICE-TOKEN"})
    void aWrongTokenIsCalledInvalid(String authorization) throws Exception {
        var answer = server.client().with("Authorization", authorization).post(INITIALIZE);
        refused(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"hpc-mcp\", error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWxpY2U6cHc=", "Bearer", "alice-token"})
    void whatIsNoBearerTokenIsNone(String authorization) throws Exception {
        var answer = server.client().with("Authorization", authorization).post(INITIALIZE);
        refused(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"hpc-mcp\"");
    }

    @Test
    void aTokenThatRunsWildIsToldWhenToComeAgainAndTakesNothingFromOthers() throws Exception {
        try (TestServer slow = TestServer.with(settings -> settings.requestsPerMinute(6))) {
            var alice = slow.client().with("Authorization", "Bearer alice-token");
            assertThat(alice.post(INITIALIZE).statusCode()).isEqualTo(200);

            var answer = alice.post(INITIALIZE);

            assertThat(refused(answer, 429).path("message").asString())
                    .contains("6 times a minute", "wait_for_job");
            assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 11);
            for (String other : List.of("bob-token", "alice-other-token")) {
                var client = slow.client().with("Authorization", "Bearer " + other);
                assertThat(client.post(INITIALIZE).statusCode()).as(other).isEqualTo(200);
            }
            var nobody = slow.client().with("Authorization", "Bearer wrong");
            assertThat(nobody.post(INITIALIZE).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void allTokensOfAUserShareWhatThePolicyGivesTheUser() throws Exception {
        Policy policy = Rules.rule().perMinute(12).alone();
        try (TestServer shared = TestServer.rated(new Rates(() -> policy, System::nanoTime))) {
            for (String token : List.of("alice-token", "alice-other-token")) {
                assertThat(shared.client(token).post(INITIALIZE).statusCode()).isEqualTo(200);
            }

            var answer = shared.client("alice-token").post(INITIALIZE);

            assertThat(refused(answer, 429).path("message").asString())
                    .contains("user alice may call 12 times a minute", "come again in");
            assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
                    .isBetween(1, 6);
            assertThat(shared.client("bob-token").post(INITIALIZE).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void everyVerbWantsAToken(String verb) throws Exception {
        refused(server.client().with("Authorization", "").method(verb), 401);
    }

    @Test
    void theSchemeMayBeWrittenAsOneLikes() throws Exception {
        var client = server.client().with("Authorization", "bearer alice-token");
        assertThat(client.post(INITIALIZE).statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionIsOfTheTokenThatBeganItAndItsIdIsRandom() throws Exception {
        var session = server.client().initialized();
        assertThat(session.header("Mcp-Session-Id"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        assertThat(session.post(list).statusCode()).isEqualTo(200);
        for (String other : List.of("alice-other-token", "bob-token")) {
            refused(session.with("Authorization", "Bearer " + other).post(list), 404);
        }
    }

    @Test
    void aHeaderThatIsUnclearIsRefused() throws Exception {
        var client = server.client().with("X-MCP-Readonly", "perhaps");
        assertThat(refused(client.post(INITIALIZE), 400).path("message").asString())
                .isEqualTo("readonly is true or false");
    }

    @Test
    void withoutAnIdentityProviderNobodyIsSentToOne() throws Exception {
        assertThat(
                        RawClient.get(server.http.port(), "/.well-known/oauth-protected-resource")
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void everyCallerSeesItsOwnTools() throws Exception {
        String list = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
        assertThat(
                        json(server.client("guest-token").initialized().post(list))
                                .path("result")
                                .path("tools")
                                .findValuesAsString("name"))
                .containsExactly("echo");
        assertThat(
                        json(server.client().initialized().post(list))
                                .path("result")
                                .path("tools")
                                .findValuesAsString("name"))
                .containsExactly(
                        "echo", "hang", "wait_a_bit", "count", "confirm", "invite", "boom");
    }
}
