package dev.hpcmcp.backend.slurm;

import java.time.Instant;
import java.util.List;

/**
 * The caller's records of a job, and how far they go.
 *
 * @param since tasks that ended before this may be missing among them
 * @param away whether the accounting, which may know more, does not answer now
 */
record Known(List<SlurmJson.Raw> records, Instant since, boolean away) {
    Known {
        records = List.copyOf(records);
    }

    /** A task ends after its array was submitted: of a young one nothing can be missing. */
    boolean isWhole(List<SlurmJson.Raw> tasks) {
        return tasks.stream()
                .allMatch(raw ->
                        SlurmJson.number(raw.submitTime()).orElse(0L) >= since.getEpochSecond());
    }
}
