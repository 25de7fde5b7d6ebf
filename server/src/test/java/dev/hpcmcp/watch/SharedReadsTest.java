package dev.hpcmcp.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.port.Ports;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SharedReadsTest {
    private static final JobQuery ALL = JobQuery.all(10);

    private final FakeBackend fake = new FakeBackend("far");
    private final AtomicLong nanos = new AtomicLong();
    private Backend shared = fake;

    @BeforeEach
    void share() {
        fake.pollFloor(Duration.ofSeconds(10));
        shared = SharedReads.over(fake, nanos::get);
    }

    private Jobs jobs() {
        return (Jobs) shared;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void twoAlikeWithinTwoSecondsAreOneQuestion() {
        jobs().list(Callers.ALICE, ALL);
        pass(Duration.ofMillis(1_900));
        jobs().list(Callers.ALICE, ALL);
        assertThat(fake.calls("list")).hasSize(1);
        pass(Duration.ofMillis(200));
        jobs().list(Callers.ALICE, ALL);
        assertThat(fake.calls("list")).hasSize(2);
        jobs().list(Callers.ALICE, JobQuery.all(11));
        ((Capacity) shared).describe(Callers.ALICE);
        assertThat(fake.calls("list")).hasSize(3);
        assertThat(fake.calls("describe")).hasSize(1);
    }

    @Test
    void nobodyIsAnsweredWithWhatAnotherAsked() {
        jobs().submit(Callers.ALICE, JobRequest.ofScript("#!/bin/sh\n"));
        assertThat(jobs().list(Callers.ALICE, ALL).items()).hasSize(1);
        assertThat(jobs().list(Callers.BOB, ALL).items()).isEmpty();
    }

    @Test
    void whatSomebodyChangesTheySeeAtOnce() {
        assertThat(jobs().list(Callers.ALICE, ALL).items()).isEmpty();
        jobs().submit(Callers.ALICE, JobRequest.ofScript("#!/bin/sh\n"));
        assertThat(jobs().list(Callers.ALICE, ALL).items()).hasSize(1);
    }

    @Test
    void manyAtOnceAreOneQuestionUnlessItsAskerIsToldToEnd() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answering = new CountDownLatch(1);
        fake.beforeEach(call -> {
            asked.countDown();
            try {
                answering.await();
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
                throw new HpcException(new Failure.Unreachable("far", "cancelled"), told);
            }
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> first = threads.submit(() -> jobs().list(Callers.ALICE, ALL));
            asked.await();
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                others.add(threads.submit(() -> jobs().list(Callers.ALICE, ALL)));
            }
            first.cancel(true);
            Patience.until("somebody else to ask", () -> fake.calls("list").size() == 2);
            answering.countDown();
            for (Future<?> other : others) {
                other.get();
            }
        }
        assertThat(fake.calls("list")).hasSize(2);
    }

    @Test
    void aFailureIsToldAndNotKept() {
        fake.failNext(new Failure.Unreachable("far", "connection refused"));
        assertThatThrownBy(() -> jobs().list(Callers.ALICE, ALL)).isInstanceOf(HpcException.class);
        assertThat(jobs().list(Callers.ALICE, ALL).items()).isEmpty();
    }

    @Test
    void aClusterThatIsLookedAtOftenIsAnsweredAfresh() {
        fake.pollFloor(Duration.ZERO);
        Jobs near = (Jobs) SharedReads.over(fake, nanos::get);
        near.list(Callers.ALICE, ALL);
        near.list(Callers.ALICE, ALL);
        assertThat(fake.calls("list")).hasSize(2);
    }

    /** What is none of these counts as a change, and ends what is kept. */
    @Test
    void everyReadOfThePortsIsKnownAsOne() {
        TreeSet<String> changes = new TreeSet<>();
        for (Class<?> port : Ports.of(fake)) {
            for (Method method : port.getMethods()) {
                if (!SharedReads.reads(method.getName())) {
                    changes.add(method.getName());
                }
            }
        }
        assertThat(changes)
                .containsExactly(
                        "cancel",
                        "change",
                        "control",
                        "create",
                        "delete",
                        "download",
                        "export",
                        "launch",
                        "order",
                        "send",
                        "start",
                        "submit",
                        "upload",
                        "writeFile");
    }
}
