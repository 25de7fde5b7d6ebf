package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.LimitsLeft;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What stands before one cluster. */
final class Gate {
    private final String cluster;
    private final Supplier<Policy> policy;
    private final Spending spending;
    private final Clock clock;

    Gate(String cluster, Supplier<Policy> policy, Spending spending, Clock clock) {
        this.cluster = cluster;
        this.policy = policy;
        this.spending = spending;
        this.clock = clock;
    }

    String cluster() {
        return cluster;
    }

    Spending spending() {
        return spending;
    }

    Clock clock() {
        return clock;
    }

    Bounds bounds(Caller caller) {
        return policy.get().bounds(caller, cluster);
    }

    /** Lets a request for a new job pass, or says why not. */
    Submitted enter(
            Caller caller,
            Optional<String> requestId,
            Supplier<Ask> asking,
            Supplier<Submitted> work) {
        Bounds bounds = bounds(caller);
        if (!bounds.size() || spending.submitted(caller, requestId)) {
            return work.get();
        }
        Ask ask = asking.get();
        Inspection.of(bounds, ask, caller.subject()).stream()
                .findFirst()
                .ifPresent(problem -> {
                    throw new HpcException(problem);
                });
        List<Allotment> limits = bounds.ofJobs();
        if (limits.isEmpty()) {
            return work.get();
        }
        Claim claim = Claim.ofJobs(caller, requestId, ask, bounds, clock.instant());
        return spending.submit(caller, claim, limits, work);
    }

    /** All that would be said against a request. */
    List<Failure> problems(Caller caller, Ask ask) {
        Bounds bounds = bounds(caller);
        List<Failure> problems = new ArrayList<>(Inspection.of(bounds, ask, caller.subject()));
        if (problems.isEmpty() && !bounds.ofJobs().isEmpty()) {
            Claim claim =
                    Claim.ofJobs(caller, Optional.empty(), ask, bounds, clock.instant())
                            .times(ask.whole(Ceiling.REPLICAS));
            spending.problem(caller, claim, bounds.ofJobs()).ifPresent(problems::add);
        }
        return problems;
    }

    /** Lets a change to so many jobs pass. */
    <T> T change(Caller caller, int jobs, Supplier<T> work) {
        List<Allotment> limits = bounds(caller).ofChanges();
        return limits.isEmpty()
                ? work.get()
                : spending.change(
                        caller,
                        Claim.ofChange(caller, cluster, jobs, clock.instant()),
                        limits,
                        work);
    }

    void saw(Caller caller, List<Job> jobs) {
        if (!bounds(caller).ofJobs().isEmpty()) {
            spending.saw(caller, cluster, jobs);
        }
    }

    Optional<LimitsLeft> left(Caller caller) {
        Bounds bounds = bounds(caller);
        if (bounds.none()) {
            return Optional.empty();
        }
        List<Allotment> limits = bounds.allotments();
        List<Long> used = limits.isEmpty() ? List.of() : spending.used(caller, limits);
        return Optional.of(new Left(bounds, used).limits());
    }
}
