package dev.hpcmcp.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatcherTest extends WatchFixture {
    @Test
    void looksSoonAtFirstAndThenNoMoreOftenThanTheClusterLikes() {
        Queue<Duration> looked = new ConcurrentLinkedQueue<>();
        JobId job = job();
        far.beforeEach(call -> looked.add(timing.passed()));
        waits(Duration.ofSeconds(100), job);

        while (timing.passed().compareTo(Duration.ofSeconds(75)) < 0) {
            timing.jump(2);
        }

        List<Duration> times = List.copyOf(looked);
        List<Long> gaps =
                IntStream.range(1, times.size())
                        .mapToObj(i -> times.get(i).minus(times.get(i - 1)).toMillis())
                        .toList();
        assertThat(times.getFirst()).isZero();
        assertThat(gaps.getFirst()).isBetween(200L, 220L);
        assertThat(gaps).filteredOn(gap -> gap < 10_000).hasSize(10).isSorted();
        assertThat(gaps.getLast()).isBetween(10_000L, 10_200L);
    }

    @Test
    void fiveHundredWhoComeAtOnceCostOneCall() throws Exception {
        JobId job = job();
        CountDownLatch answer = holdTheFirstFind();
        List<Future<JobsFound>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            all.add(waiting(job));
        }
        timing.settle(500);
        far.finish(job, Outcome.SUCCEEDED);
        answer.countDown();

        for (Future<JobsFound> one : all) {
            assertThat(one.get().jobs().getFirst().finished()).isTrue();
        }
        assertThat(finds()).isEqualTo(1);
    }

    @Test
    void fiveHundredDifferentJobsAreSeenInOneListNotById() throws Exception {
        List<JobId> jobs = IntStream.range(0, 500).mapToObj(i -> job()).toList();
        CountDownLatch answer = holdTheFirstFind();
        jobs.forEach(job -> waits(Duration.ofSeconds(50), job));
        timing.settle(500);
        answer.countDown();
        Patience.until("everybody has seen a job", () -> timing.asleep() == 501);
        timing.jump(501);
        int before = finds();

        timing.jump(501);
        timing.jump(501);

        assertThat(far.calls("list")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(finds()).isEqualTo(before).isLessThanOrEqualTo(1);
        Patience.until("everybody is told", () -> looks.size() >= 500);
    }

    @Test
    void whatAListLacksIsAskedForById() throws Exception {
        List<JobId> mine = IntStream.range(0, 201).mapToObj(i -> job()).toList();
        IntStream.range(0, 1000).forEach(i -> job());

        Future<JobsFound> all = waiting(mine.toArray(JobId[]::new));
        Patience.until("all seen", () -> !looks.isEmpty());

        assertThat(looks.element().jobs()).hasSize(201);
        assertThat(far.calls("list")).hasSize(1);
        assertThat(finds()).isEqualTo(2);
        assertThat(all).isNotDone();
    }

    @Test
    void eachIsToldOfItsOwnJob() throws Exception {
        JobId short_ = job();
        JobId long_ = job();
        Future<JobsFound> first = waiting(short_);
        Future<JobsFound> second = waiting(long_);
        timing.settle(3);
        far.finish(short_, Outcome.FAILED);
        Patience.until("the first is told", () -> pass(Duration.ofMillis(50), first));

        assertThat(first.get().jobs().getFirst().outcome()).contains(Outcome.FAILED);
        assertThat(second).isNotDone();
        far.finish(long_, Outcome.SUCCEEDED);
        Patience.until("the second is told", () -> pass(Duration.ofMillis(50), second));
    }

    @Test
    void whenTheTimeIsUpTheJobsAreAnsweredAsLastSeen() throws Exception {
        Future<JobsFound> wait = waiting(Callers.ALICE, Duration.ofSeconds(3), job());
        Patience.until("an answer", () -> pass(Duration.ofMillis(200), wait));

        assertThat(wait.get().jobs().getFirst().state()).isEqualTo(JobState.QUEUED);
        assertThat(timing.passed()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    }

    @Test
    void anAwayClusterCannotHoldAnybodyLongerThanAskedFor() throws Exception {
        JobId job = job();
        Future<JobsFound> wait = waiting(Callers.ALICE, Duration.ofSeconds(5), job);
        timing.settle(2);
        holdTheFirstFind();
        Patience.until("an answer", () -> pass(Duration.ofMillis(200), wait));

        assertThat(wait.get().jobs()).hasSize(1);
    }

    @Test
    void theSameQuestionSoonAfterIsAnsweredFromOneCall() throws Exception {
        JobId job = job();
        JobsFound first = reading(Callers.ALICE, job).get();
        timing.pass(Duration.ofMillis(1900));
        JobsFound second = reading(Callers.ALICE, job).get();

        assertThat(second).isEqualTo(first);
        assertThat(finds()).isEqualTo(1);
        timing.pass(Duration.ofMillis(200));
        reading(Callers.ALICE, job).get();
        assertThat(finds()).isEqualTo(2);
    }

    @Test
    void aChangeThroughUsMakesTheNextQuestionANewOne() throws Exception {
        JobId job = job();
        reading(Callers.ALICE, job).get();
        far.cancel(Callers.ALICE, job, new Cancel(Optional.empty(), false, Optional.empty()));
        watcher.changed(Callers.ALICE);

        assertThat(reading(Callers.ALICE, job).get().jobs().getFirst().finished()).isTrue();
        assertThat(finds()).isEqualTo(2);
    }

    @Test
    void anAnswerThatWasOnItsWayDuringAChangeIsNotGivenToWhoCameAfter() throws Exception {
        JobId job = job();
        CountDownLatch answer = holdTheFirstFind();
        Future<JobsFound> before = reading(Callers.ALICE, job);
        Patience.until("a question", () -> finds() == 1);
        watcher.changed(Callers.ALICE);
        Future<JobsFound> after = reading(Callers.ALICE, job);
        timing.settle(2);
        answer.countDown();

        before.get();
        after.get();
        assertThat(finds()).isEqualTo(2);
    }

    @Test
    void twoCallersNeverShareAnAnswer() throws Exception {
        JobId job = job(Callers.ALICE);

        assertThat(reading(Callers.ALICE, job).get().jobs()).hasSize(1);
        assertThat(reading(Callers.BOB, job).get().missing()).hasSize(1);
        assertThat(far.calls("find").stream().map(call -> call.caller().subject()))
                .containsExactly("alice", "bob");
    }

    @Test
    void whoIsInterruptedLeavesAtOnceAndTheRequestUnderWayIsDropped() throws Exception {
        JobId job = job();
        CountDownLatch stopped = new CountDownLatch(1);
        far.beforeEach(call -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                stopped.countDown();
            }
        });
        Future<JobsFound> wait = waiting(job);
        Patience.until("a question", () -> finds() == 1);

        wait.cancel(true);

        stopped.await();
        Patience.until("silence", () -> timing.asleep() == 0);
        timing.pass(Duration.ofMinutes(5));
        assertThat(finds()).isEqualTo(1);
    }

    @Test
    void nothingIsRememberedOfThoseWhoHaveLongGone() throws Exception {
        for (int i = 0; i < 100; i++) {
            reading(Callers.of("user" + i), new JobId("1")).get();
        }
        assertThat(watcher.size()).isEqualTo(100);

        timing.pass(Duration.ofMinutes(3));
        reading(Callers.ALICE, new JobId("1")).get();

        assertThat(watcher.size()).isEqualTo(1);
    }

    @Test
    void aStreamOfNewJobsDoesNotKeepItLookingAllTheTime() {
        waits(Duration.ofSeconds(200), job());
        timing.settle(2);
        for (int i = 0; i < 100; i++) {
            waits(Duration.ofSeconds(200), job());
            timing.settle(i + 3);
            timing.pass(Duration.ofSeconds(1));
            timing.settle(i + 3);
        }

        assertThat(finds()).isLessThan(75);
    }

    private boolean pass(Duration time, Future<?> until) {
        timing.pass(time);
        return until.isDone();
    }

    private CountDownLatch holdTheFirstFind() {
        CountDownLatch answer = new CountDownLatch(1);
        far.beforeEach(call -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return answer;
    }
}
