package dev.hpcmcp.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Patience;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Clusters that are away, busy or refuse, while somebody waits. */
class WatchTroubleTest extends WatchFixture {
    private final AtomicBoolean away = new AtomicBoolean();

    private void mayGoAway() {
        far.beforeEach(call -> {
            if (away.get()) {
                throw new HpcException(new Failure.Unreachable("far", "connection refused"));
            }
        });
    }

    @Test
    void aClusterThatDiesAndReturnsDuringAWaitHasFinishedAndFailedNothing() throws Exception {
        mayGoAway();
        JobId job = job();
        Future<JobsFound> wait = waiting(Callers.ALICE, Duration.ofHours(1), job);
        timing.settle(2);
        away.set(true);
        for (int i = 0; i < 6; i++) {
            timing.jump(2);
        }

        assertThat(wait).isNotDone();
        assertThat(looks).noneMatch(found -> found.jobs().stream().anyMatch(Job::finished));
        assertThat(looks).allMatch(found -> found.missing().isEmpty());
        assertThat(looks).last().matches(found -> found.jobs().getFirst().stale());

        away.set(false);
        far.finish(job, Outcome.SUCCEEDED);
        Patience.until("an answer", () -> pass(Duration.ofSeconds(1), wait));
        assertThat(wait.get().jobs().getFirst().outcome()).contains(Outcome.SUCCEEDED);
        assertThat(wait.get().jobs().getFirst().stale()).isFalse();
    }

    @Test
    void aJobThatNobodyCanLookUpForAWhileIsAsItWasAndTheWaitGoesOn() throws Exception {
        JobId job = job();
        Future<JobsFound> wait = waiting(Callers.ALICE, Duration.ofHours(1), job);
        timing.settle(2);
        far.hide(job);
        for (int i = 0; i < 4; i++) {
            timing.jump(2);
        }

        assertThat(wait).isNotDone();
        assertThat(looks).allMatch(found -> found.missing().isEmpty());
        assertThat(looks).last().matches(found -> found.jobs().getFirst().stale());

        far.hide();
        far.finish(job, Outcome.SUCCEEDED);
        Patience.until("an answer", () -> pass(Duration.ofSeconds(1), wait));
        assertThat(wait.get().jobs().getFirst().outcome()).contains(Outcome.SUCCEEDED);
    }

    @Test
    void whatIsAskedForNobodyFailsNobody() throws Exception {
        JobId job = job();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        far.beforeEach(call -> {
            if (finds() == 1) {
                inside.countDown();
                awaited(answer);
                throw new HpcException(new Failure.SignInNeeded("far", "it ended"));
            }
        });
        Future<JobsFound> kept = keeping(job);
        awaited(inside);
        Future<JobsFound> wait = waiting(Callers.ALICE, Duration.ofSeconds(50), job);
        timing.settle(2);
        far.finish(job, Outcome.SUCCEEDED);
        answer.countDown();
        assertThatThrownBy(kept::get).hasCauseInstanceOf(HpcException.class);
        Patience.until("an answer", () -> pass(Duration.ofMillis(50), wait));
        assertThat(wait.get().jobs().getFirst().finished()).isTrue();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aClusterThatKeepsFailingIsAskedEverLessOften() {
        mayGoAway();
        waits(Duration.ofHours(1), job());
        timing.settle(2);
        away.set(true);
        while (timing.passed().compareTo(Duration.ofMinutes(10)) < 0) {
            timing.jump(2);
        }

        assertThat(finds()).isBetween(10, 16);
    }

    @Test
    void whileItIsLeftAloneAnswersAreStaleAndSayFromWhen() throws Exception {
        mayGoAway();
        JobId job = job();
        waits(Duration.ofSeconds(100), job);
        timing.settle(2);
        away.set(true);
        Patience.until("three failures", () -> pass(Duration.ofMillis(50), finds() >= 4));
        timing.settle(2);
        int asked = finds();

        Job seen = reading(Callers.ALICE, job).get().jobs().getFirst();

        assertThat(seen.stale()).isTrue();
        assertThat(seen.asOf()).isEqualTo(looks.element().jobs().getFirst().asOf());
        assertThatThrownBy(() -> reading(Callers.ALICE, new JobId("never-seen")).get())
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("Unreachable");
        assertThat(finds()).isEqualTo(asked);
    }

    @Test
    void aFirstLookThatFailsIsAFailure() {
        JobId job = job();
        far.failNext(new Failure.Unreachable("far", "connection refused"));

        assertThatThrownBy(waiting(job)::get).hasMessageContaining("connection refused");
    }

    @Test
    void whoComesBackDuringAnOutageWaitsOnWithWhatWasSeenBefore() throws Exception {
        JobId job = job();
        reading(Callers.ALICE, job).get();
        timing.pass(Duration.ofSeconds(30));
        far.failNext(new Failure.Unreachable("far", "connection refused"));

        Future<JobsFound> wait = waiting(job);
        Patience.until("a look", () -> !looks.isEmpty());

        assertThat(looks.element().jobs().getFirst().stale()).isTrue();
        assertThat(wait).isNotDone();
    }

    @Test
    void aJobThatWasMissingIsNotSaidToBeMissingStillWhenNobodyCouldLook() throws Exception {
        JobId absent = new JobId("999");
        assertThat(reading(Callers.ALICE, absent).get().missing()).hasSize(1);
        timing.pass(Duration.ofSeconds(30));
        far.failNext(new Failure.Unreachable("far", "connection refused"));

        assertThatThrownBy(waiting(absent)::get).hasMessageContaining("connection refused");
    }

    @Test
    void whatCannotPassIsToldAtOnce() {
        Future<JobsFound> wait = waiting(job());
        timing.settle(2);
        far.failNext(new Failure.SignInNeeded("far", "the token has expired"));
        Patience.until("an answer", () -> pass(Duration.ofMillis(50), wait));

        assertThatThrownBy(wait::get).hasMessageContaining("the token has expired");
    }

    @Test
    void ourOwnFaultReachesWhoWaits() {
        JobId job = job();
        far.beforeEach(call -> {
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(waiting(job)::get).hasMessageContaining("a bug");
    }

    @Test
    void aBusyClusterIsLeftAloneForAsLongAsItAsks() {
        waits(Duration.ofSeconds(100), job());
        timing.settle(2);
        far.failNext(new Failure.Busy("far", Optional.of(Duration.ofSeconds(40))));
        timing.jump(2);
        Patience.until("the refusal", () -> finds() == 2);
        timing.settle(2);

        timing.pass(Duration.ofSeconds(39));
        timing.settle(2);
        assertThat(finds()).isEqualTo(2);
        timing.pass(Duration.ofSeconds(2));
        Patience.until("another question", () -> finds() == 3);
    }

    @Test
    void whoWaitsWaitsForTheBudgetAndWhoReadsIsToldWhenToComeAgain() throws Exception {
        watcher = watcher(budget(6));
        JobId job = job();
        reading(Callers.BOB, job).get();

        Future<JobsFound> wait = waiting(job);
        timing.settle(2);
        assertThatThrownBy(() -> reading(Callers.ALICE, job).get())
                .hasMessageContaining("Busy")
                .hasMessageContaining("PT10");
        assertThat(finds()).isEqualTo(1);
        timing.settle(2);

        timing.pass(Duration.ofMillis(10_001));
        Patience.until("a look", () -> finds() == 2);
        assertThat(wait).isNotDone();
        assertThat(looks).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void nobodyIsLeftInSilence() {
        watcher = watcher(budget(1));
        waits(Duration.ofSeconds(55), job());
        Patience.until("a look", () -> looks.size() == 1);
        timing.settle(2);

        timing.pass(Duration.ofSeconds(11));

        Patience.until("the same again", () -> looks.size() == 2);
        assertThat(finds()).isEqualTo(1);
    }

    private boolean pass(Duration time, Future<?> until) {
        return pass(time, until.isDone());
    }

    private boolean pass(Duration time, boolean until) {
        timing.pass(time);
        return until;
    }
}
