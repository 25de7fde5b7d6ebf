package dev.hpcmcp.watch;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Jobs;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a poller does next. */
sealed interface Step {
    /** Nobody waits any more. */
    record Leave() implements Step {}

    record Sleep(long nanos) implements Step {}

    /**
     * One request, in the name of one who waits.
     *
     * @param listing whether to take them from a list of all jobs; those that it lacks are asked
     *     for by id afterwards
     */
    record Ask(Waiter who, List<JobId> ids, boolean listing, long at, long era) implements Step {
        /** Jobs in one list. */
        private static final int PAGE = 1000;

        JobsFound call() {
            Jobs jobs = who.where().port();
            if (!listing) {
                return jobs.find(who.caller(), ids);
            }
            Set<JobId> wanted = new HashSet<>(ids);
            List<Job> listed =
                    jobs.list(who.caller(), JobQuery.all(PAGE)).items().stream()
                            .filter(job -> wanted.contains(job.jobId()))
                            .toList();
            return new JobsFound(listed, List.of());
        }
    }
}
