package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.SubmitJob;
import dev.hpcmcp.spec.SubmitJob.NotSubmitted;
import dev.hpcmcp.text.FailureWords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Submits copies of a job. The first goes alone, so that what is wrong with all of them is said
 * once; then each stands for itself: one that is refused is told beside those that were accepted.
 */
final class Replicas {
    private final Clock clock;
    private final Handles handles;

    Replicas(Clock clock, Handles handles) {
        this.clock = clock;
        this.handles = handles;
    }

    SubmitJob.Output submit(Caller caller, Served<Jobs> served, JobRequest request)
            throws InterruptedException {
        FewAtOnce few = FewAtOnce.from(clock);
        Submitted first = served.port().submit(caller, copy(request, 1));
        List<JobRequest> others =
                IntStream.rangeClosed(2, request.replicas().orElse(1))
                        .mapToObj(number -> copy(request, number))
                        .toList();
        List<Optional<Fate>> fates =
                few.each(others, other -> submitted(served.port(), caller, other));
        List<Submitted> accepted = new ArrayList<>(List.of(first));
        List<NotSubmitted> failures = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            JobRequest other = others.get(i);
            switch (fates.get(i).orElseGet(() -> new Fate.Refused(tooLate(request)))) {
                case Fate.Accepted(Submitted submitted) -> accepted.add(submitted);
                case Fate.Refused(String why) -> failures.add(new NotSubmitted(name(other), why));
            }
        }
        return output(accepted, failures, handle(caller, served.cluster(), accepted));
    }

    /** What became of one copy. */
    private sealed interface Fate {
        record Accepted(Submitted submitted) implements Fate {}

        record Refused(String why) implements Fate {}
    }

    private static Fate submitted(Jobs jobs, Caller caller, JobRequest copy) {
        try {
            return new Fate.Accepted(jobs.submit(caller, copy));
        } catch (HpcException e) {
            return new Fate.Refused(FailureWords.say(e.failure()));
        }
    }

    private static String tooLate(JobRequest request) {
        return "not sent: the time for one call was over. "
                + (request.requestId().isPresent()
                        ? "The same call again sends only what is missing"
                        : "With a request_id the same call could be made again to send only what is missing");
    }

    private Optional<JobId> handle(Caller caller, String cluster, List<Submitted> accepted) {
        List<JobId> ids = accepted.stream().map(one -> one.job().jobId()).toList();
        return ids.size() > 1 ? handles.standingFor(caller, cluster, ids) : Optional.empty();
    }

    private static SubmitJob.Output output(
            List<Submitted> accepted, List<NotSubmitted> failures, Optional<JobId> handle) {
        Set<String> warnings = new LinkedHashSet<>();
        accepted.forEach(one -> warnings.addAll(one.warnings()));
        List<Job> jobs = accepted.stream().map(one -> Fit.concise(one.job())).toList();
        return new SubmitJob.Output(
                Optional.empty(),
                jobs,
                handle,
                failures,
                List.copyOf(warnings),
                failures.isEmpty() && accepted.stream().allMatch(Submitted::already),
                Map.of(),
                List.of(),
                Optional.empty());
    }

    static JobRequest copy(JobRequest request, int number) {
        Map<String, String> environment = new LinkedHashMap<>(request.environment());
        environment.put(JobRequest.REPLICA_ID, String.valueOf(number));
        environment.put(JobRequest.REPLICA_COUNT, String.valueOf(request.replicas().orElse(1)));
        return request.change()
                .requestId(request.requestId().map(id -> id(id, number)))
                .name(request.name().orElse("job") + "-" + number)
                .environment(environment)
                .withoutReplicas()
                .build();
    }

    private static String name(JobRequest copy) {
        return copy.name().orElse("replica");
    }

    /**
     * The first copy goes by the id itself, so that one id cannot stand for copies and for a single
     * job; the others by one that nobody can say.
     */
    private static String id(String id, int number) {
        return number == 1 ? id : id + "\n" + number;
    }
}
