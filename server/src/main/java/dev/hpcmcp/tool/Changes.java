package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.watch.Wait;
import dev.hpcmcp.watch.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells when a job is no longer as it was, by the looks that all who wait share. */
final class Changes {
    private final Backends backends;
    private final Watcher watcher;

    Changes(Backends backends, Watcher watcher) {
        this.backends = backends;
        this.watcher = watcher;
    }

    Optional<JobNow> await(
            Caller caller, String cluster, String id, JobNow before, Duration patience)
            throws InterruptedException {
        try {
            Served<Jobs> served = backends.serving(caller, Optional.of(cluster), Jobs.class);
            Wait wait =
                    new Wait(
                            List.of(new JobId(id)),
                            found -> !now(found).equals(Optional.of(before)),
                            patience,
                            _ -> {});
            return now(watcher.await(served, caller, wait));
        } catch (HpcException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<JobNow> now(JobsFound found) {
        return found.jobs().stream().findFirst().map(Changes::now);
    }

    private static JobNow now(Job job) {
        String words =
                job.state() + " " + job.nativeState() + " " + job.reason() + " " + job.progress();
        boolean printing = job.state() == JobState.RUNNING || job.state() == JobState.ENDING;
        return new JobNow(words, printing, job.finished());
    }
}
