package dev.hpcmcp.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Failure;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest extends RestFixture {
    private static final String LOGIN =
            "<!DOCTYPE html><html><body><form><input type=\"password\"></form></body></html>";
    private static final String ERROR = "<html><body><h1>It works!</h1></body></html>";

    private void pages(int status, String type, String body) {
        answers(aResponse().withStatus(status).withHeader("Content-Type", type).withBody(body));
    }

    private Failure read() {
        return Failures.of(() -> rest.send(Call.get(jobs()).about("job", "12")));
    }

    private Failure write() {
        return Failures.of(() -> rest.send(Call.post(jobs(), Body.json(1))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "TEXT/HTML; charset=utf-8",
                "application/xhtml+xml",
                "application/json"
            })
    void takesALoginPageForARequestToSignIn(String type) {
        pages(200, type, LOGIN);

        assertThat(read()).isInstanceOf(Failure.SignInNeeded.class);
        assertThat(write()).isInstanceOf(Failure.SignInNeeded.class);
    }

    @Test
    void takesAnotherPageForABadAnswerAndLeavesAChangeInDoubt() {
        pages(200, "text/html", ERROR);

        assertThat(read()).isInstanceOf(Failure.BadAnswer.class);
        assertThat(write()).isInstanceOf(Failure.OutcomeUnknown.class);
    }

    @Test
    void doesNotTakeAPageThatSays404ForAMissingJob() {
        pages(404, "text/html", ERROR);

        assertThat(read()).isInstanceOf(Failure.BadAnswer.class);
    }

    @Test
    void doesNotBlameTheRequestForAPageThatSays400() {
        pages(400, "text/html", "<html>No required SSL certificate was sent</html>");

        assertThat(write()).isInstanceOf(Failure.BadAnswer.class);
    }

    @Test
    void passesNoPageOnToASink() {
        pages(200, "text/html", LOGIN);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();

        Failure failure =
                Failures.of(() -> rest.stream(Call.get(jobs()).accept("text/plain"), sink));

        assertThat(failure).isInstanceOf(Failure.SignInNeeded.class);
        assertThat(sink.size()).isZero();
    }

    @Test
    void readsAPageThatWasAskedFor() {
        pages(200, "text/html", ERROR);

        assertThat(rest.send(Call.get(jobs()).accept("text/html")).text()).isEqualTo(ERROR);
    }

    @Test
    void readsALogThatLooksLikeAPage() {
        pages(200, "text/plain", ERROR);

        assertThat(rest.send(Call.get(jobs()).accept("text/plain")).text()).isEqualTo(ERROR);
    }

    @Test
    void readsJsonWhateverItsContentType() {
        pages(200, "text/html", "{\"a\":1}");
        assertThat(rest.send(Call.get(jobs())).json().path("a").asInt()).isEqualTo(1);

        pages(200, "application/octet-stream", "{\"a\":2}");
        assertThat(rest.send(Call.get(jobs())).json().path("a").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "oops", "{\"a\":", "{\"a\":1} trailing", "null"})
    void doesNotTakeAnythingElseForJson(String body) {
        answers(ok(body));

        assertThat(Failures.of(() -> rest.send(Call.get(jobs())).json(Answer.class)))
                .isInstanceOf(Failure.BadAnswer.class);
        assertThat(Failures.of(() -> rest.send(Call.post(jobs(), Body.json(1))).json(Answer.class)))
                .isInstanceOf(Failure.OutcomeUnknown.class);
    }

    @Test
    void doesNotFollowNestingWithoutEnd() {
        answers(ok("[".repeat(100_000)));

        assertThat(Failures.of(() -> rest.send(Call.get(jobs())).json()))
                .isInstanceOf(Failure.BadAnswer.class);
    }

    record Answer(int a) {}
}
