package dev.hpcmcp.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.guard.Stop.Target;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KillSwitchTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final MovingClock clock = new MovingClock();
    private volatile List<Stop> stopped = List.of();
    private final KillSwitch guard = new KillSwitch(() -> stopped, clock, AT_ONCE);

    private Stop stop(Target target, String name) {
        return new Stop(
                target,
                name,
                "ann",
                clock.instant(),
                Optional.of(clock.instant().plus(Duration.ofHours(1))),
                Optional.of("it deletes data"));
    }

    private static boolean refused(Guard guard, Caller caller) {
        return Optional.ofNullable(
                        catchThrowableOfType(
                                HpcException.class,
                                () -> guard.pass(Visits.read(caller), () -> "done")))
                .isPresent();
    }

    private static void passed(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void saysWhoStoppedThemWhyAndWhomToAsk() {
        stopped = List.of(stop(Target.USER, "alice"));
        HpcException thrown =
                catchThrowableOfType(
                        HpcException.class,
                        () -> guard.pass(Visits.read(Callers.ALICE), () -> "done"));
        assertThat(thrown.failure())
                .isInstanceOfSatisfying(
                        Failure.NotAllowed.class,
                        no ->
                                assertThat(no.what())
                                        .contains(
                                                "ann stopped the agents of alice",
                                                "until 2026-03-01T13:00:00Z",
                                                "it deletes data",
                                                "jobs that run go on",
                                                "can ask ann"));
    }

    @Test
    void stopsAUserATokenOrAllAndNobodyElse() {
        Caller token = Visits.withToken("carol", "t1");
        stopped = List.of(stop(Target.USER, "alice"), stop(Target.TOKEN, "t1"));
        assertThat(refused(guard, Callers.ALICE)).isTrue();
        assertThat(refused(guard, token)).isTrue();
        assertThat(refused(guard, Callers.BOB)).isFalse();
        assertThat(refused(guard, Visits.withToken("carol", "t2"))).isFalse();
        stopped = List.of(stop(Target.ALL, ""));
        passed(AT_ONCE.toNanos());
        assertThat(refused(guard, Callers.BOB)).isTrue();
    }

    @Test
    void endsByItself() {
        stopped = List.of(stop(Target.ALL, ""));
        assertThat(refused(guard, Callers.ALICE)).isTrue();
        clock.move(Duration.ofHours(1));
        assertThat(refused(guard, Callers.ALICE)).isFalse();
    }

    @Test
    void looksNoMoreOftenThanItMust() {
        AtomicInteger looks = new AtomicInteger();
        Stops counted =
                () -> {
                    looks.incrementAndGet();
                    return List.of();
                };
        KillSwitch patient = new KillSwitch(counted, clock, Duration.ofHours(1));
        for (int i = 0; i < 100; i++) {
            assertThat(refused(patient, Callers.ALICE)).isFalse();
        }
        assertThat(looks).hasValue(1);
    }

    @Test
    void aStoreThatIsAwayLiftsNoStop() {
        List<Stop> all = List.of(stop(Target.ALL, ""));
        AtomicInteger looks = new AtomicInteger();
        Stops failing =
                () -> {
                    if (looks.incrementAndGet() > 1) {
                        throw new NotKept("the store is away", new IllegalStateException());
                    }
                    return all;
                };
        KillSwitch guarded = new KillSwitch(failing, clock, AT_ONCE);
        assertThat(refused(guarded, Callers.ALICE)).isTrue();
        passed(AT_ONCE.toNanos());
        assertThat(refused(guarded, Callers.ALICE)).isTrue();
        assertThat(looks.get()).isGreaterThan(1);
    }

    @Test
    void endsWhatAStoppedCallerWaitsFor() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<String> ended = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    HpcException thrown =
                            catchThrowableOfType(
                                    HpcException.class,
                                    () ->
                                            guard.pass(
                                                    Visits.read(Callers.ALICE),
                                                    () -> {
                                                        waiting.countDown();
                                                        Thread.sleep(Duration.ofDays(1));
                                                        return "";
                                                    }));
                    ended.complete(thrown.failure() + " " + Thread.interrupted());
                });
        waiting.await();
        stopped = List.of(stop(Target.USER, "alice"));
        assertThat(ended.get(20, TimeUnit.SECONDS)).contains("ann stopped").endsWith("false");
    }

    @Test
    void leavesAChangeThatIsUnderWayAlone() throws Exception {
        Visit change = Visits.cancel(Callers.ALICE, Map.of(), Person.ABSENT);
        String done =
                guard.pass(
                        change,
                        () -> {
                            stopped = List.of(stop(Target.ALL, ""));
                            Thread.sleep(50);
                            return "done";
                        });
        assertThat(done).isEqualTo("done");
    }

    @Test
    void whoeverIsStoppedWhileTheirPersonIsAskedDoesNothing() {
        FakePerson person =
                new FakePerson(() -> {
                    stopped = List.of(stop(Target.ALL, ""));
                    passed(AT_ONCE.toNanos());
                    return Person.Consent.GIVEN;
                });
        Approvals approvals = new Approvals(Approvals.usual(true), new FakePreviews(), clock);
        Guard both = Guard.inOrder(List.of(guard, approvals));
        Visit visit = Visits.cancel(Callers.ALICE, Visits.TWELVE, person);
        Deed deed = Deed.jobs(12, "end 12 jobs");
        assertThatCode(() ->
                        both.pass(
                                visit,
                                () -> {
                                    both.permit(visit, deed);
                                    return "done";
                                }))
                .isInstanceOf(HpcException.class)
                .hasMessageContaining("ann stopped");
        assertThat(person.questions).hasSize(1);
    }
}
