package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.SubmitJob;
import dev.hpcmcp.spec.SubmitJob.NotSubmitted;
import dev.hpcmcp.text.FailureWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts batch jobs. */
final class SubmitTools {
    private final Backends backends;

    SubmitTools(Backends backends) {
        this.backends = backends;
    }

    SubmitJob.Output submitJob(Caller caller, SubmitJob.Input input) {
        Jobs jobs = backends.serving(caller, input.cluster(), Jobs.class).port();
        JobRequest request = input.request();
        if (input.dryRun()) {
            return planned(
                    jobs.plan(
                            caller, request.replicas().isEmpty() ? request : replica(request, 1)));
        }
        if (request.replicas().isPresent()) {
            return replicas(caller, jobs, request);
        }
        Submitted submitted = jobs.submit(caller, request);
        return new SubmitJob.Output(
                Optional.of(Fit.concise(submitted.job())),
                List.of(),
                List.of(),
                submitted.warnings(),
                submitted.already(),
                Map.of(),
                List.of(),
                Optional.empty());
    }

    /** Each copy stands for itself: one that is refused is told beside those that were accepted. */
    private static SubmitJob.Output replicas(Caller caller, Jobs jobs, JobRequest request) {
        List<Job> accepted = new ArrayList<>();
        List<NotSubmitted> failures = new ArrayList<>();
        Set<String> warnings = new LinkedHashSet<>();
        boolean already = true;
        for (int i = 1; i <= request.replicas().orElse(1); i++) {
            JobRequest copy = replica(request, i);
            try {
                Submitted submitted = jobs.submit(caller, copy);
                accepted.add(Fit.concise(submitted.job()));
                already &= submitted.already();
                warnings.addAll(submitted.warnings());
            } catch (HpcException e) {
                if (accepted.isEmpty() && i == 1) {
                    throw e;
                }
                failures.add(
                        new NotSubmitted(
                                copy.name().orElse("replica"), FailureWords.say(e.failure())));
            }
        }
        return new SubmitJob.Output(
                Optional.empty(),
                accepted,
                failures,
                List.copyOf(warnings),
                already && failures.isEmpty(),
                Map.of(),
                List.of(),
                Optional.empty());
    }

    private static JobRequest replica(JobRequest request, int number) {
        Map<String, String> environment = new LinkedHashMap<>(request.environment());
        environment.put("REPLICA_ID", String.valueOf(number));
        environment.put("REPLICA_COUNT", String.valueOf(request.replicas().orElse(1)));
        return request.change()
                .requestId(request.requestId().map(id -> replicaId(id, number)))
                .name(request.name().orElse("job") + "-" + number)
                .environment(environment)
                .withoutReplicas()
                .build();
    }

    /**
     * The first copy goes by the id itself, so that one id cannot stand for copies and for a single
     * job; the others by one that nobody can say.
     */
    private static String replicaId(String id, int number) {
        return number == 1 ? id : id + "\n" + number;
    }

    private static SubmitJob.Output planned(SubmitPlan plan) {
        return new SubmitJob.Output(
                Optional.empty(),
                List.of(),
                List.of(),
                plan.warnings(),
                false,
                plan.wouldSubmit(),
                plan.problems(),
                plan.estimate());
    }
}
