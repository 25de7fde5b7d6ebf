package dev.hpcmcp.backend.pivot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.MetricsKind;
import dev.hpcmcp.model.MetricsQuery;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds of a service, however many people ask, and under whatever names. */
class PivotServiceTest extends PivotFixture {
    private static final TrainingRequest UNET = TrainingRequest.of("configs/unet.yaml");

    private PivotBackend accountAt(PivotService service, Rest by) {
        return new PivotBackend(settings().withProfile(Profile.SRC), by, service);
    }

    @Test
    void startsOfTwoPeopleAreApartAndTheSecondIsToldOfTheSameId() {
        posts(
                "/training/start",
                json(200, "{\"process_id\":\"train_20260101_000000\",\"status\":\"running\"}"));
        PivotService service = service();

        accountAt(service, rest).start(ALICE, UNET);
        var his = accountAt(service, rest).start(Callers.BOB, UNET);

        assertThat(slept).containsExactly(Spacing.APART);
        assertThat(his.warnings()).anyMatch(words -> words.contains("same second"));
    }

    @Test
    void oneAddressIsOneServiceHoweverItIsWritten() {
        PivotBackend.Services all = new PivotBackend.Services();
        PivotService service = all.at(settings());

        String same = settings().url().replace("http", "HTTP") + "/";
        assertThat(all.at(PivotSettings.usual("other", same))).isSameAs(service);
        assertThat(all.at(PivotSettings.usual("pivot", "http://127.0.0.1:1"))).isNotSameAs(service);
    }

    @Test
    void allRequestsOfAllAccountsWaitForTheSameTurns() {
        gets("/status", json(200, "{\"sessions\":[]}"));
        gets("/monitor/resources", json(200, "{}"));
        MovingClock clock = new MovingClock();
        Pace pace = new Pace(clock, clock::move, () -> 0);
        try (Rest by = new Rest(pace)) {
            PivotService service = new PivotService(pace, 60);
            PivotBackend hers = accountAt(service, by);
            PivotBackend his = accountAt(service, by);
            var begin = clock.instant();
            while (Duration.between(begin, clock.instant()).toSeconds() < 59) {
                hers.list(ALICE, JobQuery.all(9));
                his.measure(Callers.BOB, MetricsQuery.now(MetricsKind.RESOURCES));
            }
            assertThat(left().size()).isBetween(50, 61);
        }
    }

    @Test
    void whoWouldWaitForLongIsToldToComeAgain() {
        gets("/status", json(200, "{\"sessions\":[]}"));
        MovingClock clock = new MovingClock();
        Pace pace = new Pace(clock, clock::move, () -> 0);
        try (Rest by = new Rest(pace)) {
            PivotService service = new PivotService(pace, 60).atMost(1);
            PivotBackend pivot = accountAt(service, by);
            pivot.list(ALICE, JobQuery.all(9));

            assertThat(failure(() -> pivot.list(ALICE, JobQuery.all(9))))
                    .isInstanceOf(Failure.Busy.class);
            assertThat(left()).hasSize(1);
        }
    }

    @Test
    void whatWasNotAskedAboutForLongestIsForgotten() {
        SeenSessions seen = new SeenSessions(2);
        seen.has("a", Optional.of("1"));
        seen.has("b", Optional.of("2"));
        assertThat(seen.of("a")).contains("1");

        seen.has("c", Optional.of("3"));

        assertThat(seen.of("a")).contains("1");
        assertThat(seen.of("b")).isEmpty();
        assertThat(seen.of("c")).contains("3");
    }
}
