package dev.hpcmcp.watch;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Waits for jobs by looking at them now and then, never more often than their cluster likes. */
public final class Watcher {
    private static final Duration FIRST_LOOK = Duration.ofMillis(200);

    private final Clock clock;
    private final Pause pause;

    public Watcher() {
        this(Clock.systemUTC(), Thread::sleep);
    }

    public Watcher(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** Sleeps; a test's pause moves the test's clock instead. */
    @FunctionalInterface
    public interface Pause {
        void sleep(Duration time) throws InterruptedException;
    }

    /**
     * Looks until the jobs are as wanted or the time is up, and answers how they were last seen. If
     * the cluster stops answering after a first look, what was seen is answered as stale: a cluster
     * that is away says nothing about jobs.
     */
    public JobsFound await(
            Jobs jobs,
            Caller caller,
            List<JobId> ids,
            Predicate<JobsFound> wanted,
            Duration timeout,
            Consumer<JobsFound> eachLook)
            throws InterruptedException {
        Instant deadline = clock.instant().plus(timeout);
        Duration interval = FIRST_LOOK;
        JobsFound seen = jobs.find(caller, ids);
        eachLook.accept(seen);
        while (!wanted.test(seen)) {
            Duration left = Duration.between(clock.instant(), deadline);
            if (!left.isPositive()) {
                break;
            }
            pause.sleep(min(interval, left));
            interval =
                    min(interval.multipliedBy(3).dividedBy(2), max(jobs.pollFloor(), FIRST_LOOK));
            seen = look(jobs, caller, ids, seen);
            eachLook.accept(seen);
        }
        return seen;
    }

    private static JobsFound look(Jobs jobs, Caller caller, List<JobId> ids, JobsFound before) {
        try {
            return jobs.find(caller, ids);
        } catch (HpcException e) {
            if (passing(e.failure())) {
                return stale(before);
            }
            throw e;
        }
    }

    private static boolean passing(Failure failure) {
        return failure instanceof Failure.Unreachable
                || failure instanceof Failure.Busy
                || failure instanceof Failure.BadAnswer;
    }

    private static JobsFound stale(JobsFound before) {
        List<Job> jobs =
                before.jobs().stream().map(job -> job.change().stale(true).build()).toList();
        return new JobsFound(jobs, before.missing());
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
