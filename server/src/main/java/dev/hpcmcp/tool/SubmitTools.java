package dev.hpcmcp.tool;

import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.SubmitJob;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts batch jobs. */
final class SubmitTools {
    private final Backends backends;
    private final Replicas replicas;

    SubmitTools(Backends backends, Clock clock, Handles handles) {
        this.backends = backends;
        this.replicas = new Replicas(clock, handles);
    }

    SubmitJob.Output submitJob(Caller caller, SubmitJob.Input input) throws InterruptedException {
        Served<Jobs> served = backends.serving(caller, input.cluster(), Jobs.class);
        Jobs jobs = served.port();
        JobRequest request = input.request();
        if (input.dryRun()) {
            return planned(
                    jobs.plan(
                            caller,
                            request.replicas().isEmpty() ? request : Replicas.copy(request, 1)));
        }
        if (request.replicas().isPresent()) {
            return replicas.submit(caller, served, request);
        }
        Submitted submitted = jobs.submit(caller, request);
        return new SubmitJob.Output(
                Optional.of(Fit.concise(submitted.job())),
                List.of(),
                Optional.empty(),
                List.of(),
                submitted.warnings(),
                submitted.already(),
                Map.of(),
                List.of(),
                Optional.empty());
    }

    private static SubmitJob.Output planned(SubmitPlan plan) {
        return new SubmitJob.Output(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                plan.warnings(),
                false,
                plan.wouldSubmit(),
                plan.problems(),
                plan.estimate());
    }
}
