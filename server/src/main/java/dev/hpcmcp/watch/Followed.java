package dev.hpcmcp.watch;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Caller;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One caller's jobs on one cluster whose ends nobody has seen yet. Guarded by the lock of its
 * {@link Follower}.
 */
final class Followed {
    static final int MOST = 1000;

    /** Whoever has more has them looked at in turn: a cluster is not to be kept busy by it. */
    static final int A_LOOK = 25;

    /** Answers in a row that say nothing of a job before it is let go: half an hour of them. */
    static final int PATIENCE = 30;

    private final String cluster;
    private final Map<JobId, Last> jobs = new LinkedHashMap<>();
    private Caller caller;
    private Optional<Thread> thread = Optional.empty();
    private long came;
    private int putOff;

    /**
     * When a job was last seen as it is.
     *
     * @param blanks answers since then that did not show it
     * @param number its place in the order in which jobs came to be followed
     */
    private record Last(long at, int blanks, long number) {}

    Followed(String cluster, Caller caller) {
        this.cluster = cluster;
        this.caller = caller;
    }

    String cluster() {
        return cluster;
    }

    Caller caller() {
        return caller;
    }

    void caller(Caller other) {
        caller = other;
    }

    Optional<Thread> thread() {
        return thread;
    }

    void thread(Optional<Thread> other) {
        thread = other;
    }

    void came(long now) {
        came = now;
    }

    /** Whether the caller came so lately that a look can wait; it waits five times in a row. */
    boolean busy(long now, long time) {
        putOff = now - came < time && putOff < 5 ? putOff + 1 : 0;
        return putOff > 0;
    }

    /** The oldest is let go where there are too many. */
    void add(JobId id, long now, long number) {
        jobs.putIfAbsent(id, new Last(now, 0, number));
        if (jobs.size() > MOST) {
            removeOldest();
        }
    }

    /** Somebody saw how it is. */
    void saw(Job job, long now) {
        if (job.finished()) {
            jobs.remove(job.jobId());
        } else {
            jobs.computeIfPresent(job.jobId(), (_, last) -> new Last(now, 0, last.number()));
        }
    }

    /** Those that nobody has seen for so long, the longest first, as many as one look is for. */
    List<JobId> unseen(long now, long time) {
        return jobs.entrySet().stream()
                .filter(entry -> now - entry.getValue().at() >= time)
                .sorted(Comparator.comparingLong(entry -> entry.getValue().at() - now))
                .limit(A_LOOK)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What came of looking at these. */
    void answered(List<JobId> asked, JobsFound found, long now) {
        Map<JobId, Job> byId =
                found.jobs().stream()
                        .collect(Collectors.toMap(Job::jobId, Function.identity(), (a, b) -> a));
        for (JobId id : asked) {
            Optional<Job> seen = Optional.ofNullable(byId.get(id)).filter(Followed::tells);
            seen.ifPresentOrElse(
                    job -> saw(job, now), () -> jobs.computeIfPresent(id, Followed::blank));
        }
    }

    /** What is only remembered says something if it is a true end: another server saw that. */
    private static boolean tells(Job job) {
        return !job.stale()
                || (job.finished() && !job.outcome().equals(Optional.of(Outcome.UNKNOWN)));
    }

    private static @Nullable Last blank(JobId id, Last last) {
        return last.blanks() + 1 < PATIENCE
                ? new Last(last.at(), last.blanks() + 1, last.number())
                : null;
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    int size() {
        return jobs.size();
    }

    /** The number of the one that is followed longest. */
    long oldest() {
        return jobs.values().stream().findFirst().map(Last::number).orElse(Long.MAX_VALUE);
    }

    void removeOldest() {
        jobs.keySet().stream().findFirst().ifPresent(jobs::remove);
    }
}
