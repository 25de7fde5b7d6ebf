package dev.hpcmcp.watch;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Allowance;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Jobs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Waits for jobs on behalf of everyone. All who wait for jobs of one caller on one cluster share
 * the same looks at it, never more often than the cluster likes; callers never share anything.
 */
public final class Watcher {
    private static final long SWEEP = Duration.ofMinutes(1).toNanos();

    /** Ten seconds' worth of looks may be spent at once. */
    private static final double AT_ONCE = 1.0 / 6;

    private final Timing timing;
    private final RandomGenerator random;
    private final Function<String, Manners> manners;
    private final Map<Key, Watch> watches = new HashMap<>();
    private final Map<String, Allowance> allowances = new HashMap<>();
    private long swept;

    private record Key(String cluster, String subject) {}

    public Watcher() {
        this(cluster -> Manners.USUAL);
    }

    /**
     * @param manners of each cluster, by its id
     */
    public Watcher(Function<String, Manners> manners) {
        this(manners, Timing.SYSTEM, new Random());
    }

    public Watcher(Function<String, Manners> manners, Timing timing, RandomGenerator random) {
        this.manners = manners;
        this.timing = timing;
        this.random = random;
        this.swept = timing.nanos();
    }

    /**
     * Waits until the jobs are as wanted or the time is up, and answers how they were last seen. If
     * the cluster stops answering after a first look, what was seen is answered as stale and the
     * wait goes on: a cluster that is away says nothing about jobs. A first look that fails is a
     * failure, unless the jobs were seen a moment ago by another wait.
     */
    public JobsFound await(Served<Jobs> where, Caller caller, Wait wait)
            throws InterruptedException {
        return of(where, caller).await(new Waiter(where, caller, wait, Waiter.Aim.WAIT, timing));
    }

    /**
     * Looks once. Who asks the same at the same time, or very soon after, gets the same answer
     * unless something was {@link #changed} in between.
     */
    public JobsFound find(Served<Jobs> where, Caller caller, List<JobId> ids)
            throws InterruptedException {
        return of(where, caller)
                .await(new Waiter(where, caller, Wait.oneLook(ids), Waiter.Aim.READ, timing));
    }

    /** Looks once, in the shadow of those who wait; what was not looked at is never answered. */
    JobsFound keep(Served<Jobs> where, Caller caller, List<JobId> ids) throws InterruptedException {
        return of(where, caller)
                .await(new Waiter(where, caller, Wait.anyLook(ids), Waiter.Aim.KEEP, timing));
    }

    /** This caller submitted or changed something, so what was seen before is out of date. */
    public synchronized void changed(Caller caller) {
        watches.forEach((key, watch) -> {
            if (key.subject().equals(caller.subject())) {
                watch.changed();
            }
        });
    }

    private synchronized Watch of(Served<Jobs> where, Caller caller) {
        long now = timing.nanos();
        if (now - swept > SWEEP) {
            swept = now;
            watches.values().removeIf(watch -> watch.idle(now));
        }
        Watch watch =
                watches.computeIfAbsent(
                        new Key(where.cluster(), caller.subject()), key -> make(where));
        watch.touch(now);
        return watch;
    }

    private Watch make(Served<Jobs> where) {
        Manners wanted = manners.apply(where.cluster());
        Duration floor = floor(where);
        Allowance allowance =
                allowances.computeIfAbsent(
                        where.cluster(),
                        key -> new Allowance(wanted.requestsPerMinute(), AT_ONCE, timing.nanos()));
        return new Watch(timing, new Rhythm(floor, random), allowance, floor);
    }

    /** How often one may look at it at most. */
    Duration floor(Served<Jobs> where) {
        return manners.apply(where.cluster()).pollFloor().orElseGet(where.port()::pollFloor);
    }

    Timing timing() {
        return timing;
    }

    /** A part of one that differs each time. */
    double chance() {
        return random.nextDouble();
    }

    /** For tests: how many callers' jobs are remembered now. */
    synchronized int size() {
        return watches.size();
    }
}
