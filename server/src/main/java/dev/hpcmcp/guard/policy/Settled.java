package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs whose end was noted of late, so that seeing them again costs nothing. */
final class Settled {
    private static final int REMEMBERED = 10_000;

    private final Set<Key> last =
            Collections.newSetFromMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    /** One end of a job: it may be started anew, and end again. */
    private record Key(String caller, String cluster, JobId id, Optional<Instant> ended) {
        static Key of(Caller caller, Job job) {
            return new Key(caller.subject(), job.cluster(), job.jobId(), job.endedAt());
        }
    }

    synchronized List<Job> news(Caller caller, List<Job> jobs) {
        return jobs.stream().filter(job -> !last.contains(Key.of(caller, job))).toList();
    }

    synchronized void noted(Caller caller, List<Job> jobs) {
        jobs.forEach(job -> last.add(Key.of(caller, job)));
    }
}
