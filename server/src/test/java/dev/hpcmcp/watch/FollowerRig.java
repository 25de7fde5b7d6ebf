package dev.hpcmcp.watch;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Patience;
import dev.hpcmcp.store.Following;
import dev.hpcmcp.store.Store;
import dev.hpcmcp.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with its memory, of whose jobs nobody asks, and time that passes all the same. */
abstract class FollowerRig {
    static final JobRequest HELLO = JobRequest.ofScript("#!/bin/sh\ntrue");
    private static final Duration STEP = Duration.ofSeconds(10);

    final MovingClock clock = new MovingClock();
    final FakeBackend far = new FakeBackend("far", clock);
    private final SteppedTiming timing = new SteppedTiming();
    volatile Optional<Failure> refusal = Optional.empty();
    boolean bearing;
    Watcher watcher = watcher();
    Follower follower = follower(Follower.MOST);
    private Optional<Store> store = Optional.empty();
    @TempDir private Path folder;

    /** Only who follows sleeps in this time; who waits for an answer gets a real one. */
    private final class Time implements Timing {
        @Override
        public long nanos() {
            return timing.nanos();
        }

        @Override
        public void untilNextLook(long nanos) {
            timing.untilNextLook(nanos);
        }

        @Override
        public void untilTold(long nanos) {
            LockSupport.parkNanos(this, Duration.ofMillis(1).toNanos());
        }
    }

    private Watcher watcher() {
        return new Watcher(cluster -> Manners.USUAL, new Time(), new Random(7));
    }

    final Follower follower(int most) {
        return new Follower(watcher, backends(), this::stay, cluster -> bearing, most);
    }

    private void stay(Caller caller) {
        refusal.ifPresent(why -> {
            throw new HpcException(why);
        });
    }

    private Backends backends() {
        return new Backends(List.of(far), backend -> store.orElseThrow().ledger().over(backend));
    }

    @BeforeEach
    final void open() {
        store = Optional.of(store());
    }

    /** As another process would open it. */
    private Store store() {
        return new Store(
                new StoreSettings("jdbc:sqlite:" + folder.resolve("store.db"), Duration.ofDays(90)),
                clock,
                new Following() {
                    @Override
                    public void remembered(Caller caller, String cluster, List<Job> jobs) {
                        follower.follow(caller, cluster, jobs);
                    }

                    @Override
                    public void saw(Caller caller, String cluster, List<Job> jobs) {
                        follower.saw(caller, cluster, jobs);
                    }
                });
    }

    @AfterEach
    final void close() {
        follower.close();
        Patience.until("everybody goes", () -> timing.asleep() == 0);
        store.ifPresent(Store::close);
    }

    /** The server ends, and another begins. */
    final void restart() {
        close();
        watcher = watcher();
        follower = follower(Follower.MOST);
        store = Optional.of(store());
    }

    final Jobs server() {
        return (Jobs) store.orElseThrow().ledger().over(far);
    }

    final JobId submitted(Caller caller) {
        return server().submit(caller, HELLO).job().jobId();
    }

    final Job found(JobId id) {
        return server().find(Callers.ALICE, List.of(id)).jobs().getFirst();
    }

    final int looks() {
        return far.calls("find").size() + far.calls("list").size();
    }

    final void pass(Duration time) {
        for (long left = time.dividedBy(STEP); left > 0; left--) {
            calm();
            clock.move(STEP);
            timing.pass(STEP);
        }
        calm();
    }

    /** Everybody who follows sleeps. */
    private void calm() {
        Patience.until("calm", () -> timing.asleep() == follower.active());
    }

    final int asleep() {
        return timing.asleep();
    }
}
