package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.s9s.WireServer.Request;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S9sSignInTest extends S9sFixture {
    private final S9sBackend client =
            backend(
                    S9sSettings.usual(
                            "lab",
                            server.url(),
                            new S9sSettings.Client("me", Secret.of("s3cret"))));

    private List<Request> tokens() {
        return server.requests().stream()
                .filter(request -> request.path().equals("/oauth/token"))
                .toList();
    }

    @Test
    void sendsATokenOrAKeyAndNeverBoth() {
        s9s.users(ALICE, Optional.empty());
        Request withToken = server.requests().getLast();
        backend(
                        S9sSettings.usual(
                                "lab",
                                server.url(),
                                new S9sSettings.ApiKey(Secret.of("key-of-alice"))))
                .users(ALICE, Optional.empty());
        Request withKey = server.requests().getLast();

        assertThat(withToken.header("Authorization")).isEqualTo("Bearer token-of-alice");
        assertThat(withToken.header("X-API-Key")).isEmpty();
        assertThat(withKey.header("X-API-Key")).isEqualTo("key-of-alice");
        assertThat(withKey.header("Authorization")).isEmpty();
    }

    @Test
    void anOauthClientFetchesOneTokenForManyCalls() {
        client.users(ALICE, Optional.empty());
        client.users(ALICE, Optional.empty());

        assertThat(tokens()).hasSize(1);
        assertThat(tokens().getFirst().header("Content-Type")).isEqualTo("application/json");
        assertThat(tokens().getFirst().body())
                .isEqualTo(
                        "{\"client_id\":\"me\",\"client_secret\":\"s3cret\",\"grant_type\":\"client_credentials\"}");
        assertThat(server.requests().getLast().header("Authorization"))
                .isEqualTo("Bearer issued-1");
    }

    @Test
    void aTokenIsFetchedAnewBeforeItEnds() {
        client.users(ALICE, Optional.empty());
        time.pass(Duration.ofSeconds(560));
        client.users(ALICE, Optional.empty());
        assertThat(tokens()).hasSize(1);

        time.pass(Duration.ofSeconds(15));
        client.users(ALICE, Optional.empty());

        assertThat(tokens()).hasSize(2);
        assertThat(server.left()).filteredOn(one -> one.equals("GET /v1/users")).hasSize(3);
    }

    @Test
    void aRefusedTokenIsFetchedAnewOnce() {
        client.users(ALICE, Optional.empty());
        server.forgetTokens();

        client.users(ALICE, Optional.empty());

        assertThat(tokens()).hasSize(2);
    }

    @Test
    void asksForATokenAsTheStandardSaysWhereTheDescriptionsWayIsRefused() {
        server.takeFormsOnly();

        client.users(ALICE, Optional.empty());

        assertThat(tokens())
                .extracting(one -> one.header("Content-Type"))
                .containsExactly("application/json", "application/x-www-form-urlencoded");
    }

    @Test
    void aWrongSecretIsSaidWithoutRepeatingIt() {
        S9sBackend wrong =
                backend(
                        S9sSettings.usual(
                                "lab",
                                server.url(),
                                new S9sSettings.Client("me", Secret.of("guess"))));

        Failure failure = failure(() -> wrong.users(ALICE, Optional.empty()));

        assertThat(failure).isInstanceOf(Failure.SignInNeeded.class);
        assertThat(failure.toString()).doesNotContain("guess");
        assertThat(tokens()).hasSize(2);
    }

    @Test
    void aRefusedFixedTokenIsNotTriedTwice() {
        S9sBackend stranger =
                backend(
                        S9sSettings.usual(
                                "lab", server.url(), new S9sSettings.Token(Secret.of("old"))));

        assertThat(failure(() -> stranger.users(ALICE, Optional.empty())).toString())
                .startsWith("SignInNeeded")
                .contains("req_abc123");
        assertThat(server.left()).hasSize(1);
    }
}
