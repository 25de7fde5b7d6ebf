package dev.hpcmcp.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.hpcmcp.port.Failure;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionTest extends RestFixture {
    /** These answers one after another, the last one for good. */
    private void answersInTurn(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            server.stubFor(
                    any(anyUrl())
                            .inScenario("turns")
                            .whenScenarioStateIs(turn(i))
                            .willSetStateTo(turn(Math.min(i + 1, answers.length - 1)))
                            .willReturn(answers[i]));
        }
    }

    private static String turn(int number) {
        return number == 0 ? Scenario.STARTED : "turn " + number;
    }

    private static ResponseDefinitionBuilder status(int status) {
        return aResponse().withStatus(status);
    }

    private String date(Duration ahead) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                time.clock().instant().plus(ahead).atZone(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void repeatsAReadThatMayWorkLater(int status) {
        answersInTurn(status(status), status(status), ok("{\"a\":1}"));

        assertThat(rest.send(Call.get(jobs())).json().path("a").asInt()).isEqualTo(1);
        assertThat(left()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 500, 501})
    void doesNotRepeatAReadThatWillNotWorkLater(int status) {
        answersInTurn(status(status), ok("{}"));

        Failures.of(() -> rest.send(Call.get(jobs())));

        assertThat(left()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
    void repeatsAReadWhoseConnectionBroke(Fault fault) {
        answersInTurn(aResponse().withFault(fault), ok("{}"));

        assertThat(rest.send(Call.get(jobs())).status()).isEqualTo(200);
    }

    @Test
    void repeatsAPostThatOnlyReads() {
        answersInTurn(status(503), ok("{}"));

        assertThat(rest.send(Call.post(jobs(), Body.json(1)).with(Safety.READ)).status())
                .isEqualTo(200);
    }

    @Test
    void waitsLongerEachTimeAndGivesUpAfterFourAttempts() {
        answersInTurn(status(502));

        Failures.of(() -> rest.send(Call.get(jobs())));

        assertThat(left()).hasSize(4);
        assertThat(time.pauses())
                .containsExactly(
                        Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofMillis(1000));
    }

    @Test
    void waitsARandomPartOfThatTime() {
        answersInTurn(status(502), ok("{}"));
        time.dice(0.1);

        rest.send(Call.get(jobs()));

        assertThat(time.pauses()).containsExactly(Duration.ofMillis(25));
    }

    @Test
    void waitsAsManySecondsAsTheClusterAsks() {
        answersInTurn(status(503).withHeader("Retry-After", "7"), ok("{}"));

        rest.send(Call.get(jobs()));

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void waitsUntilTheDateTheClusterGives() {
        answersInTurn(status(429).withHeader("Retry-After", date(Duration.ofSeconds(6))), ok("{}"));

        rest.send(Call.get(jobs()));

        assertThat(time.pauses())
                .singleElement()
                .satisfies(pause ->
                        assertThat(pause).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6)));
    }

    @Test
    void readsADateByTheClustersOwnClock() {
        Duration wrong = Duration.ofHours(5);
        answersInTurn(
                status(429)
                        .withHeader("Date", date(wrong))
                        .withHeader("Retry-After", date(wrong.plusSeconds(3))),
                ok("{}"));

        rest.send(Call.get(jobs()));

        assertThat(time.pauses()).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void isBusyIfThereIsNoTimeToWaitAsLongAsTheClusterAsks() {
        answersInTurn(status(503).withHeader("Retry-After", "11"), ok("{}"));

        assertThat(Failures.of(() -> rest.send(Call.get(jobs()))))
                .isEqualTo(new Failure.Busy("lab", Optional.of(Duration.ofSeconds(11))));
        assertThat(left()).hasSize(1);
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void doesNotWaitBeyondTheDeadline() {
        answersInTurn(status(502));

        Failures.of(() -> rest.send(Call.get(jobs()).within(Duration.ofMillis(700))));

        assertThat(time.pauses()).containsExactly(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "", "1.5", "99999999999999999999"})
    void isNotThrownByANonsensicalWish(String wish) {
        answersInTurn(status(503).withHeader("Retry-After", wish));

        assertThat(Failures.of(() -> rest.send(Call.get(jobs())))).isInstanceOf(Failure.Busy.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "00"})
    void neverRepeatsAChangeEvenIfTheClusterAsksForIt(String retryAfter) {
        answersInTurn(status(503).withHeader("Retry-After", retryAfter), ok("{}"));

        Failure failure = Failures.of(() -> rest.send(Call.post(jobs(), Body.json(1))));

        assertThat(failure).isInstanceOf(Failure.Busy.class);
        assertThat(left()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"POST", "PUT", "PATCH", "DELETE"})
    void neverRepeatsAChangeWhoseConnectionBroke(Method method) {
        answersInTurn(aResponse().withFault(Fault.EMPTY_RESPONSE), ok("{}"));

        assertThat(Failures.of(() -> rest.send(Call.of(method, jobs()).doing("changing it"))))
                .isEqualTo(new Failure.OutcomeUnknown("lab", "changing it"));
        assertThat(left()).hasSize(1);
    }

    @Test
    void repeatsAChangeThatMayBeRepeatedAndSaysSo() {
        answersInTurn(aResponse().withFault(Fault.EMPTY_RESPONSE), status(404));
        Judge gone = reply -> reply.status() == 404 && reply.repeated();

        Reply reply =
                rest.send(Call.delete(jobs().at("12")).with(Safety.REPEATABLE).judgedBy(gone));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.repeated()).isTrue();
    }

    @Test
    void doesNotSayThatAChangeWasRepeatedThatHadBeenTurnedAway() {
        answersInTurn(status(503), ok("{}"));

        assertThat(rest.send(Call.delete(jobs()).with(Safety.REPEATABLE)).repeated()).isFalse();
    }

    @Test
    void keepsAChangeInDoubtIfOnlyALaterAttemptWasTurnedAway() {
        answersInTurn(status(502), status(503).withHeader("Retry-After", "60"));

        assertThat(
                        Failures.of(() ->
                                rest.send(
                                        Call.delete(jobs())
                                                .with(Safety.REPEATABLE)
                                                .doing("cancelling"))))
                .isEqualTo(new Failure.OutcomeUnknown("lab", "cancelling"));
        assertThat(left()).hasSize(2);
    }
}
