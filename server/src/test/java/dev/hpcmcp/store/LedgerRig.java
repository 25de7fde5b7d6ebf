package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.MovingClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One database for each test, and as many servers over it and one cluster as the test wants. */
abstract class LedgerRig {
    static final Pacing QUICK =
            new Pacing(
                    Duration.ofMillis(20),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(20),
                    Duration.ofMillis(5),
                    List.of(Duration.ofMillis(1), Duration.ofMillis(1)));
    static final JobRequest HELLO = JobRequest.ofScript("#!/bin/sh\necho hello\n");

    final MovingClock clock = new MovingClock();
    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);
    final FakeBackend fake = new FakeBackend("fake", clock);
    private final List<Ledger> open = new ArrayList<>();
    private String url = "";

    /** An empty database. */
    abstract String fresh();

    @BeforeEach
    final void make() {
        url = fresh();
    }

    @AfterEach
    final void close() {
        open.forEach(Ledger::close);
    }

    final StoreSettings settings() {
        return new StoreSettings(url, Duration.ofDays(90));
    }

    final Ledger ledger() {
        Ledger ledger = ledger(settings(), clock, ticks::get);
        open.add(ledger);
        return ledger;
    }

    static Ledger ledger(StoreSettings settings, Clock clock, LongSupplier nanos) {
        return new Ledger(
                settings,
                new Database(settings, clock),
                new Times(clock, nanos, QUICK),
                Following.NONE);
    }

    /** Time passes, and the clock goes right. */
    final void pass(Duration time) {
        clock.move(time);
        ticks.addAndGet(time.toNanos());
    }

    /** The cluster as another server would serve it. */
    final Jobs server() {
        return server(fake);
    }

    final Jobs server(Backend backend) {
        return (Jobs) ledger().over(backend);
    }

    static JobRequest as(String id) {
        return HELLO.change().requestId(Optional.of(id)).build();
    }

    static Submitted submit(Jobs jobs, JobRequest request) {
        return jobs.submit(Callers.ALICE, request);
    }

    static JobId id(Jobs jobs, JobRequest request) {
        return submit(jobs, request).job().jobId();
    }

    static Job find(Jobs jobs, JobId id) {
        return jobs.find(Callers.ALICE, List.of(id)).jobs().getFirst();
    }

    static Failure failure(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        assertThat(thrown).as("it should fail on purpose").isNotNull();
        return thrown.failure();
    }

    final int jobs() {
        return fake.list(Callers.ALICE, JobQuery.all(1000)).items().size();
    }

    final HpcException lost() {
        return new HpcException(new Failure.OutcomeUnknown("fake", "submitting the job"));
    }

    /** The answer to the next submit is lost after the cluster accepted it. */
    final void loseNextAnswer() {
        fake.afterAccepting(call -> {
            fake.afterAccepting(_ -> {});
            throw lost();
        });
    }
}
