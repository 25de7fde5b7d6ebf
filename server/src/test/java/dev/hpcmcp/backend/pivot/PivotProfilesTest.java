package dev.hpcmcp.backend.pivot;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.text.FailureWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the two APIs it is must not be guessed from what a proxy says. */
class PivotProfilesTest extends PivotFixture {
    private static final String NO_MANAGER =
            "{\"detail\":\"Training session manager not initialized\"}";

    private void everythingAnswers(ResponseDefinitionBuilder answer) {
        server.resetAll();
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    private String profile(PivotBackend pivot) {
        gets("/health", json(200, "{\"status\":\"healthy\"}"));
        return pivot.health(ALICE).message().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 410, 500})
    void whatAProxySaysOfEveryAddressIsNotTakenForAnAnswer(int status) {
        everythingAnswers(json(status, "{\"message\":\"no upstream\"}"));
        PivotBackend pivot = backend(settings());

        Failure failure = failure(() -> pivot.list(ALICE, JobQuery.all(9)));

        assertThat(failure).isInstanceOf(Failure.Unreachable.class);
        assertThat(FailureWords.say(failure))
                .contains("which of the two", "profile: doc", "profile: src");
        nothingIsThere();
        gets("/training/start", json(405, "{\"detail\":\"Method Not Allowed\"}"));
        gets("/status", json(200, "{\"sessions\":[]}"));
        assertThat(pivot.list(ALICE, JobQuery.all(9)).items()).isEmpty();
        assertThat(profile(pivot)).contains("profile src");
    }

    @Test
    void aPageThatAnswersEveryAddressIsNoAnswerEither() {
        everythingAnswers(
                aResponse()
                        .withStatus(200)
                        .withHeader("Content-Type", "text/html")
                        .withBody("<html>dashboard</html>"));

        assertThat(failure(() -> backend(settings()).list(ALICE, JobQuery.all(9))))
                .isInstanceOf(Failure.Unreachable.class);
    }

    @Test
    void otherDataAtTheSameAddressesIsNoAnswerEither() {
        everythingAnswers(json(200, "{\"status\":\"ok\"}"));

        assertThat(failure(() -> backend(settings()).list(ALICE, JobQuery.all(9))))
                .isInstanceOf(Failure.Unreachable.class);
    }

    @Test
    void aServiceWithoutManagersIsKnownByWhatItSaysOfThem() {
        gets("/status", json(500, NO_MANAGER));

        assertThat(profile(backend(settings()))).contains("profile src");
    }

    @Test
    void aServiceThatOnlyCreatesSessionsIsAsTheGuideHasIt() {
        gets("/training/sessions?limit=1", json(405, "{}"));

        assertThat(profile(backend(settings()))).contains("profile doc");
    }

    @Test
    void aWrongKeyIsSaidToBeOne() {
        everythingAnswers(json(403, "{\"detail\":\"Invalid API key\"}"));

        assertThat(failure(() -> backend(settings()).list(ALICE, JobQuery.all(9))))
                .isInstanceOf(Failure.SignInNeeded.class);
    }
}
