package dev.hpcmcp.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Secret;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTest extends RestFixture {
    private static final Secret TOKEN = Secret.of("t0ken");

    private void redirects(int status, String location) {
        server.stubFor(
                get("/jobs")
                        .willReturn(
                                aResponse().withStatus(status).withHeader("Location", location)));
        server.stubFor(get("/jobs/").willReturn(ok("{\"found\":true}")));
    }

    private Failure failure() {
        return Failures.of(() -> rest.send(Call.get(jobs()).bearer(TOKEN)));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsAReadOnTheSameHost(int status) {
        redirects(status, server.baseUrl() + "/jobs/");

        Reply reply = rest.send(Call.get(jobs()).bearer(TOKEN));

        assertThat(reply.json().path("found").asBoolean()).isTrue();
        assertThat(left().getLast().getHeader("Authorization")).isEqualTo("Bearer t0ken");
    }

    @Test
    void followsARelativeOne() {
        redirects(307, "/jobs/?page=2");
        answers(aResponse().withStatus(500));
        redirects(307, "/jobs/");

        assertThat(rest.send(Call.get(jobs())).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void neverFollowsToAnotherHostAndTakesNoTokenThere(int status) throws IOException {
        try (RawServer other =
                RawServer.playing(connection -> {
                    connection.read();
                    connection.answer("{}");
                })) {
            // The same machine, but another name and port.
            redirects(status, "http://localhost:" + other.port() + "/jobs/");
            assertThat(failure())
                    .isInstanceOfAny(Failure.SignInNeeded.class, Failure.BadAnswer.class);

            redirects(status, "http://127.0.0.1:" + other.port() + "/jobs/");
            lab127();

            assertThat(other.requests()).isEmpty();
            assertThat(other.connections()).isZero();
        }
    }

    /**
     * WireMock calls itself localhost; this is the same host by number, so that only the port
     * differs.
     */
    private void lab127() {
        Url url = Endpoint.of("lab", "http://127.0.0.1:" + server.port()).at("jobs");
        assertThat(Failures.of(() -> rest.send(Call.get(url).bearer(TOKEN))))
                .isInstanceOf(Failure.BadAnswer.class);
    }

    @Test
    void takesATemporaryMoveToAnotherHostForARequestToSignIn() {
        redirects(302, "https://idp.example.org/authorize?client_id=IGNORE-ALL");

        assertThat(failure()).isInstanceOf(Failure.SignInNeeded.class);
        assertThat(failure().toString()).doesNotContain("idp.example", "IGNORE");
    }

    @Test
    void takesAPermanentMoveToAnotherHostForAnOutdatedAddress() {
        redirects(301, "https://new.example.org/jobs");

        assertThat(failure()).isInstanceOf(Failure.BadAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login?next=/jobs",
                "/accounts/sign-in",
                "/auth/realms/x",
                "/saml2/idp",
                "/oauth2/start"
            })
    void takesALoginPageOnTheSameHostForARequestToSignIn(String location) {
        redirects(302, location);

        assertThat(failure()).isInstanceOf(Failure.SignInNeeded.class);
        assertThat(left()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost/jobs",
                "ftp://localhost/jobs",
                "http://localhost:1/jobs",
                "::",
                "javascript:alert(1)"
            })
    void neverFollowsToAnotherSchemeOrPortOrNowhere(String location) {
        redirects(307, location);

        assertThat(failure()).isInstanceOf(Failure.BadAnswer.class);
    }

    @Test
    void neverFollowsToAnotherSchemeOnTheSamePort() {
        redirects(307, server.baseUrl().replace("http:", "https:") + "/jobs/");

        assertThat(failure()).isInstanceOf(Failure.BadAnswer.class);
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void doesNotGoInCircles() {
        redirects(302, "/jobs");

        assertThat(failure()).isInstanceOf(Failure.BadAnswer.class);
        assertThat(left()).hasSize(4);
    }

    @Test
    void neverSendsAChangeOn() {
        answers(aResponse().withStatus(307).withHeader("Location", "/jobs/"));
        assertThat(Failures.of(() -> rest.send(Call.post(jobs(), Body.json(1)))))
                .isInstanceOf(Failure.BadAnswer.class);

        answers(aResponse().withStatus(302).withHeader("Location", "https://idp.example.org/"));
        assertThat(Failures.of(() -> rest.send(Call.post(jobs(), Body.json(1)))))
                .isInstanceOf(Failure.SignInNeeded.class);

        answers(aResponse().withStatus(303).withHeader("Location", "/jobs/12"));
        assertThat(Failures.of(() -> rest.send(Call.post(jobs(), Body.json(1)))))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(left()).hasSize(3);
    }
}
