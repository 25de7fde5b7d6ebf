package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runs that were started or changed through us: the service shows them nowhere. What is here is
 * also in the ledger, which outlives this.
 */
final class Started {
    private static final int MOST = 1_000;

    private final Map<JobId, Job> runs = new LinkedHashMap<>();

    synchronized void put(Job run) {
        runs.remove(run.jobId());
        runs.put(run.jobId(), run);
        if (runs.size() > MOST) {
            runs.remove(runs.keySet().iterator().next());
        }
    }

    synchronized Optional<Job> get(JobId id) {
        return Optional.ofNullable(runs.get(id));
    }

    synchronized List<Job> all() {
        return new ArrayList<>(runs.values()).reversed();
    }
}
