package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.GetJob;
import dev.hpcmcp.spec.WaitForJob;
import dev.hpcmcp.watch.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Looks at jobs, once or until something has happened to them. */
final class JobTools {
    private final Backends backends;
    private final Watcher watcher;

    JobTools(Backends backends, Watcher watcher) {
        this.backends = backends;
        this.watcher = watcher;
    }

    GetJob.Output getJob(Caller caller, GetJob.Input input) {
        Jobs jobs = backends.serving(caller, input.cluster(), Jobs.class).port();
        JobsFound found = Fit.jobs(jobs.find(caller, distinct(input.jobIds())), input.detail());
        return new GetJob.Output(found.jobs(), found.missing());
    }

    WaitForJob.Output waitForJob(Caller caller, WaitForJob.Input input, Progress progress)
            throws InterruptedException {
        Served<Jobs> served = backends.serving(caller, input.cluster(), Jobs.class);
        List<JobId> ids = distinct(input.jobIds());
        JobsFound seen =
                watcher.await(
                        served.port(),
                        caller,
                        ids,
                        found -> reached(found, input.until()),
                        Duration.ofSeconds(input.timeoutSeconds()),
                        found -> report(found, ids.size(), progress));
        boolean reached = reached(seen, input.until());
        return new WaitForJob.Output(
                reached,
                Fit.concise(seen.jobs()),
                seen.missing(),
                next(served.cluster(), seen, reached, input));
    }

    /** A job that is missing cannot come to anything, so nobody waits for it. */
    private static boolean reached(JobsFound found, WaitForJob.Until until) {
        List<Job> jobs = found.jobs();
        return switch (until) {
            case FINISHED -> jobs.stream().allMatch(Job::finished);
            case ANY_FINISHED -> jobs.isEmpty() || jobs.stream().anyMatch(Job::finished);
            case STARTED -> jobs.stream().allMatch(JobTools::started);
        };
    }

    private static boolean started(Job job) {
        return switch (job.state()) {
            case RUNNING, SUSPENDED, ENDING, FINISHED -> true;
            case QUEUED, HELD, STARTING, UNKNOWN -> false;
        };
    }

    private static void report(JobsFound found, int all, Progress progress) {
        long finished = found.jobs().stream().filter(Job::finished).count();
        String states =
                found.jobs().stream()
                        .limit(5)
                        .map(job ->
                                job.jobId()
                                        + " "
                                        + job.state().name().toLowerCase(java.util.Locale.ROOT))
                        .collect(Collectors.joining(", "));
        progress.report((double) finished, OptionalDouble.of(all), states);
    }

    private static Optional<String> next(
            String cluster, JobsFound seen, boolean reached, WaitForJob.Input input) {
        if (!reached) {
            return Optional.of(Calls.waitForJob(cluster, unfinished(seen, input), input));
        }
        return seen.jobs().stream()
                .filter(Job::finished)
                .findFirst()
                .map(job ->
                        job.outcome().filter(dev.hpcmcp.model.Outcome.SUCCEEDED::equals).isPresent()
                                ? Calls.logs(cluster, job.jobId())
                                : Calls.diagnose(cluster, job.jobId()));
    }

    private static List<JobId> unfinished(JobsFound seen, WaitForJob.Input input) {
        return seen.jobs().stream()
                .filter(job ->
                        input.until() == WaitForJob.Until.STARTED
                                ? !started(job)
                                : job.state() != JobState.FINISHED)
                .map(Job::jobId)
                .toList();
    }

    private static List<JobId> distinct(List<JobId> ids) {
        return ids.stream().distinct().toList();
    }
}
