package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.hpcmcp.port.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Calls of one sort leave as often as somebody allowed, and are refused before they wait too long.
 */
class ThrottleTest extends RestFixture {
    private void send(Throttle throttle, int times) {
        answers(WireMock.ok("{}"));
        for (int i = 0; i < times; i++) {
            rest.send(Call.get(jobs()).heldBackBy(throttle));
        }
    }

    @Test
    void aMinutesWorthLeavesAtOnceAndTheNextWaitsForItsTurn() {
        send(Throttle.perMinute(6), 6);
        assertThat(time.pauses()).isEmpty();

        Throttle throttle = Throttle.perMinute(6);
        send(throttle, 8);
        assertThat(time.pauses())
                .hasSize(2)
                .allMatch(pause -> pause.toMillis() > 8_000 && pause.toMillis() <= 10_000);
    }

    @Test
    void whoWouldWaitTooLongIsToldWhenToComeAgainAndNothingLeaves() {
        Throttle throttle = Throttle.perMinute(1);
        send(throttle, 1);
        Failure failure = Failures.of(() -> send(throttle, 1));
        assertThat(failure).isInstanceOf(Failure.Busy.class);
        assertThat(((Failure.Busy) failure).retryAfter().orElseThrow())
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(left()).hasSize(1);
    }

    @Test
    void callsOfAnotherSortHaveTheirOwnTurns() {
        send(Throttle.perMinute(1), 1);
        send(Throttle.perMinute(1), 1);
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void anInterruptEndsTheWaitAndNothingLeaves() {
        Rest sleeping =
                new Rest(
                        new Pace(
                                time.clock(),
                                pause -> {
                                    throw new InterruptedException();
                                },
                                () -> 0));
        try (sleeping) {
            answers(WireMock.ok("{}"));
            Throttle throttle = Throttle.perMinute(6);
            Call call = Call.get(jobs()).heldBackBy(throttle);
            for (int i = 0; i < 6; i++) {
                sleeping.send(call);
            }
            assertThat(Failures.of(() -> sleeping.send(call)))
                    .isInstanceOf(Failure.Unreachable.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(left()).hasSize(6);
        }
    }
}
