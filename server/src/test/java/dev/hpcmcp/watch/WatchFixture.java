package dev.hpcmcp.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;

/** A cluster far away that likes ten seconds between two looks, and people who wait for it. */
abstract class WatchFixture {
    static final Predicate<JobsFound> FINISHED =
            found -> found.jobs().stream().allMatch(Job::finished);

    final FakeBackend far = new FakeBackend("far");
    final SteppedTiming timing = new SteppedTiming();
    final Queue<JobsFound> looks = new ConcurrentLinkedQueue<>();
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    Watcher watcher = watcher(Manners.USUAL);

    WatchFixture() {
        far.pollFloor(Duration.ofSeconds(10));
    }

    @AfterEach
    void everybodyGoes() {
        people.shutdownNow();
    }

    final Watcher watcher(Manners manners) {
        return new Watcher(cluster -> manners, timing, new Random(7));
    }

    static Manners budget(int requestsPerMinute) {
        return new Manners(Optional.empty(), Optional.of(requestsPerMinute));
    }

    Served<Jobs> there() {
        return new Served<>("far", far);
    }

    final JobId job() {
        return job(Callers.ALICE);
    }

    final JobId job(Caller owner) {
        return far.submit(owner, JobRequest.ofScript("#!/bin/sh\ntrue")).job().jobId();
    }

    final Future<JobsFound> waiting(JobId... ids) {
        return waiting(Callers.ALICE, Duration.ofSeconds(50), ids);
    }

    final Future<JobsFound> waiting(Caller caller, Duration timeout, JobId... ids) {
        Wait wait = new Wait(List.of(ids), FINISHED, timeout, looks::add);
        return people.submit(() -> watcher.await(there(), caller, wait));
    }

    /** Somebody of whom nothing more is heard. */
    final void waits(Duration timeout, JobId id) {
        Future<JobsFound> unheard = waiting(Callers.ALICE, timeout, id);
        assertThat(unheard).isNotNull();
    }

    final Future<JobsFound> reading(Caller caller, JobId... ids) {
        return people.submit(() -> watcher.find(there(), caller, List.of(ids)));
    }

    final Future<JobsFound> keeping(JobId... ids) {
        return people.submit(() -> watcher.keep(there(), Callers.ALICE, List.of(ids)));
    }

    final int finds() {
        return far.calls("find").size();
    }
}
