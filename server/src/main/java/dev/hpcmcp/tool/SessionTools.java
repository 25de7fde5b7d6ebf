package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Sessions;
import dev.hpcmcp.spec.LaunchSession;
import dev.hpcmcp.watch.Wait;
import dev.hpcmcp.watch.Watcher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Starts interactive sessions. */
final class SessionTools {
    private final Backends backends;
    private final Watcher watcher;

    SessionTools(Backends backends, Watcher watcher) {
        this.backends = backends;
        this.watcher = watcher;
    }

    LaunchSession.Output launchSession(Caller caller, LaunchSession.Input input, Progress progress)
            throws InterruptedException {
        Served<Sessions> served = backends.serving(caller, input.cluster(), Sessions.class);
        Submitted launched = served.port().launch(caller, input.request());
        Job job = launched.job();
        if (input.waitSeconds() > 0 && served.port() instanceof Jobs jobs) {
            job = await(new Served<>(served.cluster(), jobs), caller, job, input, progress);
        }
        Optional<String> next =
                usable(job)
                        ? Optional.empty()
                        : Optional.of(Calls.waitForJob(served.cluster(), job.jobId()));
        return new LaunchSession.Output(
                Fit.concise(job), launched.warnings(), launched.already(), next);
    }

    private Job await(
            Served<Jobs> where,
            Caller caller,
            Job job,
            LaunchSession.Input input,
            Progress progress)
            throws InterruptedException {
        Wait wait =
                new Wait(
                        List.of(job.jobId()),
                        found -> found.jobs().stream().allMatch(SessionTools::usable),
                        Duration.ofSeconds(input.waitSeconds()),
                        found -> found.jobs().forEach(now -> report(now, progress)));
        JobsFound seen = watcher.await(where, caller, wait);
        return seen.jobs().isEmpty() ? job : seen.jobs().getFirst();
    }

    private static void report(Job job, Progress progress) {
        progress.report(0, OptionalDouble.empty(), job.nativeState());
    }

    private static boolean usable(Job job) {
        return job.finished() || job.connectUrl().isPresent();
    }
}
