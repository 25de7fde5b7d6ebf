package dev.hpcmcp.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Passage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which ids a cluster answers: every way in which an answer comes tells the call. */
class AnsweringTest extends RestFixture {
    private static final String OURS = "X-Request-Id";

    private Caller alice = calling();
    private Passage passage = alice.badge().call().orElseThrow();

    private static Caller calling() {
        return Callers.ALICE.with(Badge.NONE.calling("call-7", "agent"));
    }

    @BeforeEach
    void callAnew() {
        alice = calling();
        passage = alice.badge().call().orElseThrow();
    }

    private Call look() {
        return Call.get(jobs()).madeIn(alice);
    }

    private static ResponseDefinitionBuilder under(int status, String id) {
        return aResponse().withStatus(status).withHeader(OURS, id).withBody("{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 409, 418, 500})
    void everyStatusTells(int status) {
        answers(under(status, "theirs"));

        if (status < 300) {
            rest.send(look());
        } else {
            Failures.of(() -> rest.send(look()));
        }

        assertThat(passage.answers()).containsExactly("theirs");
        assertThat(left().getLast().getHeader(OURS)).isEqualTo("call-7");
    }

    @Test
    void aChangeTellsTooWhetherItSucceedsOrNot() {
        answers(under(201, "made"));
        rest.send(Call.post(jobs(), Body.none()).madeIn(alice));
        answers(under(502, "lost"));
        Failures.of(() -> rest.send(Call.post(jobs(), Body.none()).madeIn(alice)));

        assertThat(passage.answers()).containsExactly("made", "lost");
    }

    @Test
    void theOtherHeaderCountsOnlyWhereThereIsNoFirst() {
        answers(aResponse().withHeader("X-Correlation-Id", "other").withBody("{}"));
        rest.send(look());
        answers(under(200, "first").withHeader("X-Correlation-Id", "second"));
        rest.send(look());

        assertThat(passage.answers()).containsExactly("other", "first");
    }

    @Test
    void whoeverTakesOverOurIdAddsNothing() {
        answers(under(200, "call-7"));
        rest.send(look());

        assertThat(passage.answers()).isEmpty();
    }

    @Test
    void whoeverNamesNoneAddsNothing() {
        answers(aResponse().withBody("{}"));
        rest.send(look());

        assertThat(passage.answers()).isEmpty();
    }

    @Test
    void eachAttemptTellsItsOwn() {
        server.stubFor(
                get("/jobs")
                        .inScenario("down")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willReturn(under(503, "down"))
                        .willSetStateTo("up"));
        server.stubFor(
                get("/jobs")
                        .inScenario("down")
                        .whenScenarioStateIs("up")
                        .willReturn(under(200, "up")));

        rest.send(look());

        assertThat(passage.answers()).containsExactly("down", "up");
    }

    @Test
    void aRedirectTellsAndWhereItLeadsTellsToo() {
        server.stubFor(get("/jobs").willReturn(under(307, "away").withHeader("Location", "/j")));
        server.stubFor(get("/j").willReturn(under(200, "there")));

        rest.send(look());

        assertThat(passage.answers()).containsExactly("away", "there");
    }

    @Test
    void anAnswerThatBreaksOffHasTold() throws Exception {
        try (RawServer raw = raw("half", 100)) {
            Call call = Call.get(Endpoint.of("lab", raw.url()).at("jobs")).madeIn(alice);
            assertThat(Failures.of(() -> rest.send(call))).isInstanceOf(Failure.BadAnswer.class);
        }

        assertThat(passage.answers()).containsExactly("half");
    }

    /** Answers with two bytes under any id, however many it promises. */
    private static RawServer raw(String id, int promised) throws IOException {
        String head =
                RawServer.head(200, promised)
                        .replace("\r\n\r\n", "\r\nX-Request-Id: " + id + "\r\n\r\n");
        return RawServer.playing(connection -> {
            connection.read();
            connection.write(head + "{}");
        });
    }

    @Test
    void aStreamTells() {
        answers(under(200, "streamed"));

        rest.stream(look(), OutputStream.nullOutputStream());

        assertThat(passage.answers()).containsExactly("streamed");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void aLineOfEventsTells(int status) throws Exception {
        answers(under(status, "line").withHeader("Content-Type", "text/event-stream"));
        CompletableFuture<Boolean> ended = new CompletableFuture<>();

        try (Line _ = rest.events(look(), until(ended))) {
            assertThat(ended.get(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(passage.answers()).containsExactly("line");
    }

    private static Hearing until(CompletableFuture<Boolean> ended) {
        return new Hearing() {
            @Override
            public void opened() {}

            @Override
            public void heard(String kind, String text) {}

            @Override
            public void ended() {
                ended.complete(true);
            }
        };
    }

    @Test
    void aRefusedWebSocketTells() throws Exception {
        answers(under(403, "refused"));
        CompletableFuture<Failure> ending = new CompletableFuture<>();

        try (Talk _ = rest.talk(look(), ear(ending))) {
            assertThat(ending.get(20, TimeUnit.SECONDS)).isInstanceOf(Failure.NotAllowed.class);
        }

        assertThat(passage.answers()).containsExactly("refused");
    }

    private static Talk.Ear ear(CompletableFuture<Failure> ending) {
        return new Talk.Ear() {
            @Override
            public void said(String text) {}

            @Override
            public void ended(Failure why) {
                ending.complete(why);
            }
        };
    }

    @Test
    void anAnswerWithHundredsOfIdsTellsOne() {
        String[] many = IntStream.range(0, 200).mapToObj(i -> "id-" + i).toArray(String[]::new);
        answers(aResponse().withHeader(OURS, many).withBody("{}"));

        rest.send(look());

        assertThat(passage.answers()).containsExactly("id-0");
    }

    @Test
    void whatIsNoIdIsLeftOutAndSpoilsNothing() throws Exception {
        for (String hostile :
                List.of(
                        "x".repeat(5_000),
                        "a\u0001b",
                        "\u001b[2J",
                        "\u00e9\u00ff",
                        "a b",
                        "a\tb",
                        "")) {
            try (RawServer raw = raw(hostile, 2)) {
                Call call = Call.get(Endpoint.of("lab", raw.url()).at("jobs")).madeIn(alice);
                assertThat(rest.send(call).status()).isEqualTo(200);
            }
        }

        assertThat(passage.answers()).isEmpty();
    }

    @Test
    void aBodyMayTellWhatItsHeadDoesNot() {
        answers(aResponse().withBody("{\"request_id\":\"inside\"}"));
        Reply reply = rest.send(look());
        reply.known(reply.json().path("request_id").asString());
        reply.known("call-7");

        assertThat(passage.answers()).containsExactly("inside");
    }

    @Test
    void aCallOfNobodysTellsNobody() {
        answers(under(200, "theirs"));
        Reply reply = rest.send(Call.get(jobs()).madeIn(Callers.ALICE));
        reply.known("inside");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(passage.answers()).isEmpty();
    }
}
