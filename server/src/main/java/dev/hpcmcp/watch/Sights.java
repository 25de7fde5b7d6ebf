package dev.hpcmcp.watch;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.JobsFound.Missing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How jobs were last seen, and when. */
final class Sights {
    private final Map<JobId, Sight> seen = new HashMap<>();

    /**
     * One job as it was seen.
     *
     * @param job empty if it was missing
     * @param unsure whether nobody could look for it
     * @param at when the look began, in {@link Timing#nanos}
     * @param era which of our changes it may not know of yet
     */
    record Sight(Optional<Job> job, String reason, boolean unsure, long at, long era) {
        boolean finished() {
            return job.map(Job::finished).orElse(false);
        }
    }

    /** Whether all were seen, none before this time or era. */
    boolean cover(List<JobId> ids, long since, long era) {
        return ids.stream()
                .map(seen::get)
                .allMatch(sight -> sight != null && sight.at() - since >= 0 && sight.era() >= era);
    }

    boolean know(Collection<JobId> ids) {
        return seen.keySet().containsAll(ids);
    }

    /**
     * Whether all were there when last seen. One that was missing may be there by now: without a
     * look nothing can be said of it.
     */
    boolean remember(List<JobId> ids) {
        return ids.stream()
                .map(seen::get)
                .allMatch(sight -> sight != null && sight.job().isPresent());
    }

    boolean finished(JobId id) {
        return Optional.ofNullable(seen.get(id)).map(Sight::finished).orElse(false);
    }

    /**
     * Keeps the answer to a question for these. A cluster may know a job by a longer id than the
     * one asked for; the order tells which is meant.
     */
    void keep(List<JobId> asked, JobsFound found, long at, long era) {
        Map<JobId, String> missing =
                found.missing().stream()
                        .collect(Collectors.toMap(Missing::jobId, Missing::reason, (a, b) -> a));
        boolean complete = found.jobs().size() + missing.size() == asked.size();
        Iterator<Job> inOrder = found.jobs().iterator();
        Map<JobId, Job> byId = byId(found.jobs());
        for (JobId id : asked) {
            boolean unsure = found.unsure().contains(id);
            Optional<Job> job =
                    missing.containsKey(id)
                            ? unsure ? before(id) : Optional.empty()
                            : complete
                                    ? Optional.of(inOrder.next())
                                    : Optional.ofNullable(byId.get(id));
            String reason = missing.getOrDefault(id, "the cluster says nothing of it");
            seen.put(id, new Sight(job, reason, unsure, at, era));
        }
    }

    /** What nobody can look up just now is as it was. */
    private Optional<Job> before(JobId id) {
        return Optional.ofNullable(seen.get(id)).flatMap(Sight::job).map(Sights::stale);
    }

    private static Map<JobId, Job> byId(List<Job> jobs) {
        return jobs.stream()
                .collect(Collectors.toMap(Job::jobId, Function.identity(), (a, b) -> a));
    }

    /** How these were last seen, in this order. What was never seen is left out. */
    JobsFound of(List<JobId> ids, boolean stale) {
        List<Job> jobs = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        Set<JobId> unsure = new HashSet<>();
        for (JobId id : ids) {
            Sight sight = seen.get(id);
            if (sight != null) {
                sight.job()
                        .ifPresentOrElse(
                                job -> jobs.add(stale ? stale(job) : job),
                                () -> missing.add(new Missing(id, sight.reason())));
                if (sight.unsure()) {
                    unsure.add(id);
                }
            }
        }
        return new JobsFound(jobs, missing, unsure);
    }

    /** What has finished stays so, however long ago we looked. */
    private static Job stale(Job job) {
        return job.finished() ? job : job.change().stale(true).build();
    }

    /** Forgets what nobody asks for, except what was seen since. */
    void forget(Set<JobId> wanted, long since) {
        seen.entrySet()
                .removeIf(entry ->
                        entry.getValue().at() - since < 0 && !wanted.contains(entry.getKey()));
    }

    int size() {
        return seen.size();
    }
}
