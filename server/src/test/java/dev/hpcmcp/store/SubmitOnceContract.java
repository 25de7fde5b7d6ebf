package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a request id promises, on whichever database. */
abstract class SubmitOnceContract extends LedgerRig {
    @Test
    void aRetryGetsTheJobThatThereIs() {
        Jobs server = server();
        Submitted first = submit(server, as("r1"));
        fake.start(first.job().jobId());
        Submitted second = submit(server, as("r1"));
        assertThat(first.already()).isFalse();
        assertThat(second.already()).isTrue();
        assertThat(second.job()).isEqualTo(find(server, first.job().jobId()));
        assertThat(fake.calls("submit")).hasSize(1);
    }

    @Test
    void theIdHoldsAcrossARestartAndOnEveryReplica() {
        JobId first = id(server(), as("r1"));
        assertThat(id(server(), as("r1"))).isEqualTo(first);
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aDifferentRequestUnderTheSameIdIsRefused() {
        JobId first = id(server(), as("r1"));
        assertThat(failure(() -> submit(server(), as("r1").change().name("other").build())))
                .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                                assertThat(conflict.problem())
                                        .contains("different request")
                                        .contains("job " + first));
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void theSameIdOfSomebodyElseIsAnother() {
        Jobs server = server();
        JobId mine = id(server, as("r1"));
        Submitted other = server.submit(Callers.BOB, as("r1"));
        assertThat(other.already()).isFalse();
        assertThat(other.job().jobId()).isNotEqualTo(mine);
    }

    @Test
    void theClusterGetsAMarkAndNeverTheIdItself() {
        submit(server(), as("my-own-id"));
        assertThat(fake.calls("submit").getFirst().arguments().toString())
                .contains("hpcmcp-")
                .doesNotContain("my-own-id");
    }

    @Test
    void serversThatRaceForOneIdSubmitOnce() throws Exception {
        fake.beforeEach(call -> Pacing.pause(Duration.ofMillis(40)));
        List<Jobs> servers = List.of(server(), server(), server());
        CountDownLatch go = new CountDownLatch(1);
        Set<JobId> ids = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Jobs server = servers.get(i % servers.size());
                all.add(
                        threads.submit(() -> {
                            go.await();
                            return ids.add(id(server, as("r1")));
                        }));
            }
            go.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(ids).hasSize(1);
        assertThat(fake.calls("submit")).hasSize(1);
    }

    @Test
    void aJobWhoseAnswerWasLostIsAdopted() {
        loseNextAnswer();
        Submitted adopted = submit(server(), as("r1"));
        assertThat(adopted.warnings()).singleElement().asString().contains("found again");
        loseNextAnswer();
        assertThat(submit(server(), HELLO).job().jobId()).isNotEqualTo(adopted.job().jobId());
        assertThat(id(server(), as("r1"))).isEqualTo(adopted.job().jobId());
        assertThat(fake.calls("submit")).hasSize(2);
    }

    @Test
    void aRequestThatIsLostOnItsWayIsSaidToBe() {
        fake.failNext(new Failure.OutcomeUnknown("fake", "submitting"));
        assertThat(failure(() -> submit(server(), as("r1"))))
                .isInstanceOf(Failure.Unreachable.class);
        fake.failNext(new Failure.OutcomeUnknown("fake", "submitting"));
        assertThat(failure(() -> submit(server(), HELLO))).isInstanceOf(Failure.Unreachable.class);
        assertThat(submit(server(), as("r1")).already()).isFalse();
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aClusterThatCannotBeAskedLeavesTheOutcomeUnknownUntilItCan() {
        fake.afterAccepting(call -> {
            fake.afterAccepting(_ -> {});
            for (int i = 0; i <= QUICK.looks().size(); i++) {
                fake.failNext(new Failure.Unreachable("fake", "connection refused"));
            }
            throw lost();
        });
        assertThat(failure(() -> submit(server(), as("r1"))))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        Submitted later = submit(server(), as("r1"));
        assertThat(later.already()).isTrue();
        assertThat(fake.calls("submit")).hasSize(1);
    }

    @Test
    void aClusterThatKeepsNoMarkLeavesTheOutcomeUnknownAndGetsNoSecondRequest() {
        Jobs plain = server(fake.offering(Jobs.class));
        loseNextAnswer();
        assertThat(failure(() -> submit(plain, as("r1"))))
                .isInstanceOfSatisfying(
                        Failure.OutcomeUnknown.class,
                        unknown -> assertThat(unknown.check().orElseThrow()).contains("list_jobs"));
        assertThat(failure(() -> submit(plain, as("r1"))))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        loseNextAnswer();
        assertThat(failure(() -> submit(plain, HELLO))).isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(fake.calls("submit")).hasSize(2);
    }

    @Test
    void aRefusedRequestLeavesItsIdFree() {
        fake.failNext(new Failure.Conflict("the queue is full"));
        assertThat(failure(() -> submit(server(), as("r1")))).isInstanceOf(Failure.Conflict.class);
        assertThat(submit(server(), as("r1").change().name("smaller").build()).already()).isFalse();
    }

    @Test
    void aFaultOfOursAfterTheJobWasAcceptedLosesNothing() {
        fake.afterAccepting(call -> {
            fake.afterAccepting(_ -> {});
            throw new IllegalStateException("a bug");
        });
        assertThat(submit(server(), as("r1")).job()).isNotNull();
        fake.beforeEach(call -> {
            if (call.method().equals("submit")) {
                throw new IllegalStateException("a bug");
            }
        });
        assertThatThrownBy(() -> submit(server(), as("r2"))).hasMessage("a bug");
    }

    @Test
    void aServerThatDiedBeforeSendingIsReplaced() {
        dead(as("r1"), false);
        assertThat(submit(server(), as("r1")).already()).isFalse();
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aServerThatDiedAfterSendingLeavesAJobThatIsAdopted() {
        JobId orphan = dead(as("r1"), true).orElseThrow();
        Submitted adopted = submit(server(), as("r1"));
        assertThat(adopted.already()).isTrue();
        assertThat(adopted.job().jobId()).isEqualTo(orphan);
        assertThat(jobs()).isEqualTo(1);
    }

    /** Another server writes its intent, perhaps sends it, and is killed. */
    private Optional<JobId> dead(dev.hpcmcp.model.JobRequest request, boolean sends) {
        Sending sending = Sending.job(Callers.ALICE, "fake", request, fake, Optional.of(fake));
        try (Database database = new Database(settings(), clock)) {
            Intent intent = Intent.fresh(sending, "r1", clock.instant());
            assertThat(new Intents(database).claim(intent)).isEqualTo(intent);
            return sends
                    ? Optional.of(sending.send().apply(Optional.of(intent.mark())).job().jobId())
                    : Optional.empty();
        }
    }

    @Test
    void aServerThatIsOnlySlowIsWaitedFor() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        fake.beforeEach(call -> {
            inside.countDown();
            if (call.method().equals("submit")) {
                Pacing.pause(QUICK.silence().multipliedBy(3));
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<JobId> slow = threads.submit(() -> id(server(), as("r1")));
            inside.await();
            assertThat(id(server(), as("r1"))).isEqualTo(slow.get());
        }
        assertThat(fake.calls("submit")).hasSize(1);
    }

    @Test
    void aSessionIsLaunchedOnceToo() {
        SessionRequest request =
                new SessionRequest(
                        Optional.of("nb"),
                        "image",
                        SessionRequest.Type.NOTEBOOK,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("s1"),
                        Optional.empty());
        Submitted first = ((Sessions) server()).launch(Callers.ALICE, request);
        loseNextAnswer();
        Submitted again = ((Sessions) server()).launch(Callers.ALICE, request);
        assertThat(again.already()).isTrue();
        assertThat(again.job()).isEqualTo(first.job());
        assertThat(failure(() -> submit(server(), as("s1")))).isInstanceOf(Failure.Conflict.class);
    }

    @Test
    void anIdThatIsNoneIsRefused() {
        for (String bad : List.of(" ", "", "a\nb", "x".repeat(129))) {
            assertThat(failure(() -> submit(server(), as(bad))))
                    .isInstanceOf(Failure.InvalidInput.class);
        }
    }

    @Test
    void whatIsOldIsForgotten() {
        JobId old = id(server(), as("r1"));
        clock.move(Duration.ofDays(91));
        assertThat(id(server(), as("r1"))).isNotEqualTo(old);
    }

    /**
     * Answers are lost before and after the cluster accepts, the ids race on two servers, and
     * everybody tries until there is an answer.
     */
    @Test
    void twoHundredIdsAreTwoHundredJobsWhateverIsLost() throws Exception {
        Random random = new Random(20261121);
        fake.beforeEach(call -> {
            if (call.method().equals("submit") && draw(random) < 30) {
                throw lost();
            }
            if (call.method().equals("findByMark") && draw(random) < 30) {
                throw lost();
            }
        });
        fake.afterAccepting(call -> {
            if (draw(random) < 40) {
                throw lost();
            }
        });
        List<Jobs> servers = List.of(server(), server());
        List<Future<JobId>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 400; i++) {
                Jobs server = servers.get(i % 2);
                String id = "r" + i / 2;
                answers.add(threads.submit(() -> untilAnswered(server, id)));
            }
        }
        Set<JobId> ids = new HashSet<>();
        for (int i = 0; i < 400; i += 2) {
            assertThat(answers.get(i).get()).isEqualTo(answers.get(i + 1).get());
            ids.add(answers.get(i).get());
        }
        assertThat(ids).hasSize(200);
        assertThat(jobs()).isEqualTo(200);
    }

    private static int draw(Random random) {
        synchronized (random) {
            return random.nextInt(100);
        }
    }

    private static JobId untilAnswered(Jobs server, String id) {
        while (true) {
            try {
                return id(server, as(id));
            } catch (dev.hpcmcp.port.HpcException again) {
                assertThat(again.failure())
                        .isInstanceOfAny(Failure.OutcomeUnknown.class, Failure.Unreachable.class);
            }
        }
    }
}
