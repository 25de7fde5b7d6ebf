package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.hpcmcp.port.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Calls of one sort leave as often as somebody allowed, and are refused before they wait too long.
 */
class ThrottleTest extends RestFixture {
    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @BeforeEach
    void noTimeHasPassed() {
        pauses.clear();
        now = Instant.EPOCH;
    }

    /** Nothing but a pause makes the time go on. */
    private Rest still() {
        return still(Map.of());
    }

    private Rest still(Map<String, Throttle> budgets) {
        InstantSource time = () -> now;
        return new Rest(
                new Pace(
                        time.withZone(ZoneOffset.UTC),
                        pause -> {
                            pauses.add(pause);
                            now = now.plus(pause);
                        },
                        () -> 0),
                budgets);
    }

    @Test
    void aClustersBudgetCountsRequestsOfAllSortsAndTheirRepetitions() {
        try (Rest by = still(Map.of("lab", Throttle.perMinute(6)))) {
            answers(WireMock.ok("{}"));
            for (int i = 0; i < 3; i++) {
                by.send(Call.get(jobs()));
                by.send(Call.delete(jobs()));
            }
            assertThat(pauses).isEmpty();
            answers(WireMock.serviceUnavailable());
            Failure failure = Failures.of(() -> by.send(Call.get(jobs())));
            assertThat(failure).isNotNull();
            assertThat(pauses).hasSizeGreaterThan(1).contains(Duration.ofSeconds(10));
        }
    }

    @Test
    void ofAnotherClusterNothingIsCounted() {
        try (Rest by = still(Map.of("other", Throttle.perMinute(1)))) {
            answers(WireMock.ok("{}"));
            for (int i = 0; i < 10; i++) {
                by.send(Call.get(jobs()));
            }
            assertThat(pauses).isEmpty();
        }
    }

    private void send(Rest by, Throttle throttle, int times) {
        answers(WireMock.ok("{}"));
        for (int i = 0; i < times; i++) {
            by.send(Call.get(jobs()).heldBackBy(throttle));
        }
    }

    @Test
    void aMinutesWorthLeavesAtOnceAndTheNextWaitsForItsTurn() {
        try (Rest by = still()) {
            Throttle throttle = Throttle.perMinute(6);
            send(by, throttle, 6);
            assertThat(pauses).isEmpty();
            send(by, throttle, 2);
            assertThat(pauses).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10));
        }
    }

    @Test
    void noMinuteSeesMoreThanWasAllowedWheneverItBegins() {
        try (Rest by = still()) {
            Throttle throttle = Throttle.inAnyMinute(12);
            List<Instant> left = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                send(by, throttle, 1);
                left.add(now);
            }
            for (int i = 12; i < left.size(); i++) {
                assertThat(left.get(i)).isAfterOrEqualTo(left.get(i - 12).plusSeconds(59));
            }
            assertThat(left.get(3)).isEqualTo(Instant.EPOCH);
        }
    }

    @Test
    void whoWouldWaitTooLongIsToldWhenToComeAgainAndNothingLeaves() {
        try (Rest by = still()) {
            Throttle throttle = Throttle.perMinute(1);
            send(by, throttle, 1);
            assertThat(Failures.of(() -> send(by, throttle, 1)))
                    .isEqualTo(new Failure.Busy("lab", Optional.of(Duration.ofMinutes(1))));
            assertThat(left()).hasSize(1);
        }
    }

    @Test
    void callsOfAnotherSortHaveTheirOwnTurns() {
        try (Rest by = still()) {
            send(by, Throttle.perMinute(1), 1);
            send(by, Throttle.perMinute(1), 1);
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void anInterruptEndsTheWaitAndNothingLeaves() {
        InstantSource time = () -> now;
        Pace interrupted =
                new Pace(
                        time.withZone(ZoneOffset.UTC),
                        pause -> {
                            throw new InterruptedException();
                        },
                        () -> 0);
        try (Rest by = new Rest(interrupted)) {
            Throttle throttle = Throttle.perMinute(6);
            send(by, throttle, 6);
            assertThat(Failures.of(() -> send(by, throttle, 1)))
                    .isInstanceOf(Failure.Unreachable.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(left()).hasSize(6);
        }
    }
}
