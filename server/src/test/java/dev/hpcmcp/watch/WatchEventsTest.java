package dev.hpcmcp.watch;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Events;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.store.Ledger;
import dev.hpcmcp.store.StoreSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What it is worth that a cluster speaks by itself. */
class WatchEventsTest extends WatchFixture {
    private final TellingCluster telling = new TellingCluster(far);

    @Override
    Served<Jobs> there() {
        return new Served<>("far", telling);
    }

    @Test
    void looksAtOnceWhenTheClusterSpeaks() throws Exception {
        JobId job = job();
        Future<JobsFound> waiting = waiting(job);
        untilLooksAreRare();
        timing.pass(Duration.ofSeconds(1));
        far.finish(job, Outcome.SUCCEEDED);

        telling.tell();

        assertThat(waiting.get(20, SECONDS).jobs().getFirst().finished()).isTrue();
    }

    @Test
    void withoutAWordItLooksAsEver() throws Exception {
        JobId job = job();
        Future<JobsFound> waiting = waiting(job);
        untilLooksAreRare();
        far.finish(job, Outcome.SUCCEEDED);

        timing.pass(Duration.ofSeconds(5));
        timing.settle(2);
        assertThat(waiting).isNotDone();
        timing.pass(Duration.ofSeconds(6));

        assertThat(waiting.get(20, SECONDS).jobs().getFirst().finished()).isTrue();
    }

    @Test
    void aStormOfWordsCostsHardlyMoreThanSilence() {
        waits(Duration.ofMinutes(10), job());
        untilLooksAreRare();
        int before = finds();

        for (int i = 0; i < 600; i++) {
            timing.pass(Duration.ofMillis(100));
            telling.tell();
            telling.tell();
            timing.settle(2);
        }

        assertThat(finds() - before).isBetween(6, 14);
    }

    @Test
    void wordsNeverBreakTheBudget() {
        watcher = watcher(budget(6));
        waits(Duration.ofMinutes(10), job());
        timing.settle(2);
        int before = finds();

        for (int i = 0; i < 600; i++) {
            timing.pass(Duration.ofMillis(100));
            telling.tell();
            timing.settle(2);
        }

        assertThat(finds() - before).isBetween(3, 7);
    }

    @Test
    void listensOnceForAllWhoWaitAndNotWhenTheyHaveGone() throws Exception {
        JobId job = job();
        Future<JobsFound> first = waiting(job);
        timing.settle(2);
        Future<JobsFound> second = waiting(job);
        timing.settle(3);
        assertThat(telling.listening()).isEqualTo(1);

        far.finish(job, Outcome.SUCCEEDED);
        timing.pass(Duration.ofSeconds(11));
        first.get(20, SECONDS);
        second.get(20, SECONDS);

        Patience.until("the ear is closed", () -> telling.listening() == 0);
        assertThat(telling.opened()).isEqualTo(1);
    }

    @Test
    void whoGivesUpLeavesNoEarOpen() throws Exception {
        Future<JobsFound> waiting = waiting(Callers.ALICE, Duration.ofSeconds(5), job());
        timing.settle(2);
        assertThat(telling.listening()).isEqualTo(1);

        timing.pass(Duration.ofSeconds(6));
        waiting.get(20, SECONDS);

        Patience.until("the ear is closed", () -> telling.listening() == 0);
    }

    @Test
    void oneLookIsNotWorthAnEar() throws Exception {
        reading(Callers.ALICE, job()).get();

        assertThat(telling.opened()).isZero();
    }

    @Test
    void eachCallerListensForThemselves() {
        waits(Duration.ofSeconds(50), job());
        Future<JobsFound> other = waiting(Callers.BOB, Duration.ofSeconds(50), job(Callers.BOB));
        timing.settle(4);

        assertThat(other).isNotDone();
        assertThat(telling.listening()).isEqualTo(2);
    }

    @Test
    void theLedgerDoesNotMakeItDeaf() {
        try (Ledger ledger =
                new Ledger(
                        new StoreSettings("jdbc:sqlite::memory:", Duration.ofDays(1)),
                        Clock.systemUTC())) {
            assertThat(ledger.over(telling)).isInstanceOf(Events.class);
            assertThat(ledger.over(new FakeBackend("near"))).isNotInstanceOf(Events.class);
        }
    }

    private void untilLooksAreRare() {
        while (timing.passed().compareTo(Duration.ofSeconds(25)) < 0) {
            timing.jump(2);
        }
        int looked = finds();
        while (finds() == looked) {
            timing.jump(2);
        }
    }
}
