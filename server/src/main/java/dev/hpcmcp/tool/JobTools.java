package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.JobsFound.Missing;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.Detail;
import dev.hpcmcp.spec.GetJob;
import dev.hpcmcp.spec.WaitForJob;
import dev.hpcmcp.watch.Wait;
import dev.hpcmcp.watch.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at jobs, once or until something has happened to them. */
final class JobTools {
    private final Backends backends;
    private final Watcher watcher;
    private final Handles handles;

    JobTools(Backends backends, Watcher watcher, Handles handles) {
        this.backends = backends;
        this.watcher = watcher;
        this.handles = handles;
    }

    GetJob.Output getJob(Caller caller, GetJob.Input input) throws InterruptedException {
        Served<Jobs> served = backends.serving(caller, input.cluster(), Jobs.class);
        JobsFound seen =
                watcher.find(
                        served, caller, handles.expanded(caller, served.cluster(), input.jobIds()));
        JobsFound found = Fit.jobs(hinted(caller, served, seen), input.detail());
        return new GetJob.Output(found.jobs(), found.missing());
    }

    WaitForJob.Output waitForJob(Caller caller, WaitForJob.Input input, Progress progress)
            throws InterruptedException {
        Served<Jobs> served = backends.serving(caller, input.cluster(), Jobs.class);
        Wait wait =
                new Wait(
                        handles.expanded(caller, served.cluster(), input.jobIds()),
                        found -> isNowhere(found) || reached(found, input.until()),
                        Duration.ofSeconds(input.timeoutSeconds()),
                        found -> Waiting.report(found, progress));
        JobsFound seen = watcher.await(served, caller, wait);
        boolean reached = reached(seen, input.until());
        JobsFound said = Fit.jobs(hinted(caller, served, seen), Detail.CONCISE);
        return new WaitForJob.Output(
                reached, said.jobs(), said.missing(), next(served.cluster(), seen, reached, input));
    }

    /** Ids of one cluster mean nothing on another, which is easily overlooked. */
    private JobsFound hinted(Caller caller, Served<Jobs> served, JobsFound found) {
        String others =
                backends.of(caller).stream()
                        .filter(Jobs.class::isInstance)
                        .map(Backend::id)
                        .filter(id -> !id.equals(served.cluster()))
                        .collect(Collectors.joining(", "));
        if (others.isEmpty()) {
            return found;
        }
        String hint =
                " (asked on %s; if it is on another cluster, give cluster: %s)"
                        .formatted(served.cluster(), others);
        return new JobsFound(
                found.jobs(),
                found.missing().stream()
                        .map(one -> new Missing(one.jobId(), one.reason() + hint))
                        .toList());
    }

    /**
     * A job that is missing cannot come to anything, so only the others count, unless nobody could
     * look for it; where there are none nothing has come to anything.
     */
    private static boolean reached(JobsFound found, WaitForJob.Until until) {
        List<Job> jobs = found.jobs();
        if (jobs.isEmpty()) {
            return false;
        }
        boolean sure = found.unsure().isEmpty();
        return switch (until) {
            case FINISHED -> sure && jobs.stream().allMatch(Job::finished);
            case ANY_FINISHED -> jobs.stream().anyMatch(Job::finished);
            case STARTED -> sure && jobs.stream().allMatch(JobTools::started);
        };
    }

    /** None of them is there, and that is sure. */
    private static boolean isNowhere(JobsFound found) {
        return found.jobs().isEmpty() && found.unsure().isEmpty();
    }

    private static boolean started(Job job) {
        return switch (job.state()) {
            case RUNNING, SUSPENDED, ENDING, FINISHED -> true;
            case QUEUED, HELD, STARTING, UNKNOWN -> false;
        };
    }

    private static Optional<String> next(
            String cluster, JobsFound seen, boolean reached, WaitForJob.Input input) {
        if (isNowhere(seen)) {
            return Optional.of(Calls.listJobs(cluster));
        }
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
        if (input.jobIds().stream().anyMatch(Handles::isHandle)) {
            return input.jobIds();
        }
        return Stream.concat(
                        seen.jobs().stream()
                                .filter(job ->
                                        input.until() == WaitForJob.Until.STARTED
                                                ? !started(job)
                                                : job.state() != JobState.FINISHED)
                                .map(Job::jobId),
                        seen.missing().stream().map(Missing::jobId).filter(seen.unsure()::contains))
                .toList();
    }
}
