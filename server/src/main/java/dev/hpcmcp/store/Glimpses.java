package dev.hpcmcp.store;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Caller;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was noted of late, so that seeing the same again costs nothing. */
final class Glimpses {
    private static final int REMEMBERED = 10_000;

    private final Map<Key, Glimpse> last =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Glimpse> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private record Key(String caller, String cluster, JobId id) {
        static Key of(Caller caller, Job job) {
            return new Key(caller.subject(), job.cluster(), job.jobId());
        }
    }

    /** While a job lives, each minute is news: "last seen" should not be hours ago. */
    private record Glimpse(
            JobState state,
            String nativeState,
            Optional<Outcome> outcome,
            Optional<Integer> exitCode,
            long minute) {
        static Glimpse of(Job job) {
            return new Glimpse(
                    job.state(),
                    job.nativeState(),
                    job.outcome(),
                    job.exitCode(),
                    job.finished() ? 0 : job.asOf().truncatedTo(ChronoUnit.MINUTES).toEpochMilli());
        }
    }

    /** What is stale is no news. */
    synchronized List<Job> news(Caller caller, List<Job> jobs) {
        return jobs.stream()
                .filter(job -> !job.stale())
                .filter(job -> !Glimpse.of(job).equals(last.get(Key.of(caller, job))))
                .toList();
    }

    synchronized void noted(Caller caller, List<Job> jobs) {
        jobs.forEach(job -> last.put(Key.of(caller, job), Glimpse.of(job)));
    }
}
