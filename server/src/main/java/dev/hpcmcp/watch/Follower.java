package dev.hpcmcp.watch;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Marks;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that jobs are seen to end though nobody asks for them: a cluster that forgets them
 * takes their ends with it. For each caller and cluster there is one quiet look now and then, by
 * the {@link Watcher} like any other, at those jobs that nobody else has looked at. Its thread is a
 * virtual one that exists only while there is something to follow.
 */
public final class Follower implements AutoCloseable {
    static final int MOST = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /** So many looks fit into the time for which a cluster keeps a job. */
    private static final int CHANCES = 3;

    private final Watcher watcher;
    private final Timing timing;
    private final Backends backends;
    private final Consumer<Caller> stay;
    private final Predicate<String> bearing;
    private final int most;
    private final Map<Key, Followed> all = new HashMap<>();
    private long number;
    private boolean closed;

    private record Key(String cluster, String subject) {}

    /**
     * @param stay throws where somebody is not to be followed any more
     * @param bearing whether a cluster, by its id, wants the token with which somebody came; it is
     *     kept for no other
     */
    public Follower(
            Watcher watcher, Backends backends, Consumer<Caller> stay, Predicate<String> bearing) {
        this(watcher, backends, stay, bearing, MOST);
    }

    Follower(
            Watcher watcher,
            Backends backends,
            Consumer<Caller> stay,
            Predicate<String> bearing,
            int most) {
        this.watcher = watcher;
        this.timing = watcher.timing();
        this.backends = backends;
        this.stay = stay;
        this.bearing = bearing;
        this.most = most;
    }

    /** Follows these jobs of the caller's from now on, as far as they have not ended. */
    public synchronized void follow(Caller caller, String cluster, List<Job> jobs) {
        List<Job> living = jobs.stream().filter(job -> !job.finished()).toList();
        if (closed || living.isEmpty()) {
            return;
        }
        Followed one =
                all.computeIfAbsent(
                        new Key(cluster, caller.subject()), _ -> new Followed(cluster, caller));
        living.forEach(job -> one.add(job.jobId(), timing.nanos(), number++));
        thin();
        came(one, caller);
    }

    /**
     * Somebody saw jobs of the caller's as they are now; which of them are followed is known here.
     */
    public synchronized void saw(Caller caller, String cluster, List<Job> jobs) {
        Optional.ofNullable(all.get(new Key(cluster, caller.subject())))
                .ifPresent(one -> {
                    jobs.forEach(job -> one.saw(job, timing.nanos()));
                    came(one, caller);
                });
    }

    /** Where there are too many in all, those go that are followed longest. */
    private void thin() {
        int size = all.values().stream().mapToInt(Followed::size).sum();
        for (; size > most; size--) {
            all.values().stream()
                    .min(Comparator.comparingLong(Followed::oldest))
                    .ifPresent(Followed::removeOldest);
        }
        all.values().removeIf(one -> one.isEmpty() && one.thread().isEmpty());
    }

    /** Whoever was given up is followed again once they come. */
    private void came(Followed one, Caller caller) {
        one.caller(caller.with(kept(caller.badge(), one.cluster())));
        one.came(timing.nanos());
        if (!closed && one.thread().isEmpty() && !one.isEmpty()) {
            Thread thread =
                    Thread.ofVirtual().name("follow " + one.cluster()).unstarted(() -> keep(one));
            one.thread(Optional.of(thread));
            thread.start();
        }
    }

    /** Nobody makes a call here, and no proof is kept that nobody asks for. */
    private Badge kept(Badge badge, String cluster) {
        Badge resting = badge.resting();
        return bearing.test(cluster)
                ? badge.bearer().map(resting::bearing).orElse(resting)
                : resting;
    }

    // What happens on the thread of one caller and cluster.

    private void keep(Followed one) {
        try {
            boolean more = true;
            while (more) {
                more = round(one);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if there is nothing more to do for now. */
    private boolean round(Followed one) throws InterruptedException {
        Caller caller = caller(one);
        boolean rested = false;
        try {
            Duration pause = pause(where(one, caller), caller);
            sleep(pause);
            rested = true;
            caller = caller(one);
            look(one, caller, pause.dividedBy(2));
            return !over(one);
        } catch (HpcException e) {
            return (rested && Circuit.passing(e.failure())) || !givenUp(one, caller);
        } catch (RuntimeException bug) {
            LOG.warn("jobs on {} are not followed", one.cluster(), bug);
            return !givenUp(one, caller);
        }
    }

    private synchronized Caller caller(Followed one) {
        return one.caller();
    }

    private Served<Jobs> where(Followed one, Caller caller) {
        return backends.serving(caller, Optional.of(one.cluster()), Jobs.class);
    }

    private Duration pause(Served<Jobs> where, Caller caller) {
        Duration wanted =
                backends.offered(caller, where.cluster(), Marks.class)
                        .flatMap(Marks::keeps)
                        .map(keeps -> longer(keeps.dividedBy(CHANCES), SHORTEST))
                        .filter(hint -> hint.compareTo(USUAL) < 0)
                        .orElse(USUAL);
        return longer(wanted, watcher.floor(where));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** A little longer each time, so that not all look at once. */
    private void sleep(Duration pause) throws InterruptedException {
        long usual = pause.toNanos();
        long end = timing.nanos() + usual + (long) (watcher.chance() * usual / 10);
        for (long left = end - timing.nanos(); left > 0; left = end - timing.nanos()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            timing.untilNextLook(left);
        }
    }

    private void look(Followed one, Caller caller, Duration lately) throws InterruptedException {
        List<JobId> unseen = unseen(one, lately);
        if (!unseen.isEmpty()) {
            stay.accept(caller);
            answered(one, unseen, watcher.keep(where(one, caller), caller, unseen));
        }
    }

    /** Not in the way of somebody at work, but not put off by them for ever. */
    private synchronized List<JobId> unseen(Followed one, Duration lately) {
        return one.busy(timing.nanos(), lately.toNanos())
                ? List.of()
                : one.unseen(timing.nanos(), lately.toNanos());
    }

    private synchronized void answered(Followed one, List<JobId> asked, JobsFound found) {
        one.answered(asked, found, timing.nanos());
    }

    private synchronized boolean over(Followed one) {
        if (one.isEmpty()) {
            all.values().remove(one);
            one.thread(Optional.empty());
        }
        return one.isEmpty();
    }

    /** Until they come again, which they may just have done. */
    private synchronized boolean givenUp(Followed one, Caller caller) {
        if (!one.caller().equals(caller)) {
            return false;
        }
        one.caller(caller.with(caller.badge().resting()));
        one.thread(Optional.empty());
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        all.values().forEach(one -> one.thread().ifPresent(Thread::interrupt));
        all.clear();
    }

    /** For tests: how many jobs of one are followed. */
    synchronized int size(Caller caller, String cluster) {
        return Optional.ofNullable(all.get(new Key(cluster, caller.subject())))
                .map(Followed::size)
                .orElse(0);
    }

    /** For tests: how many callers' jobs are looked at now. */
    synchronized long active() {
        return all.values().stream().filter(one -> one.thread().isPresent()).count();
    }
}
