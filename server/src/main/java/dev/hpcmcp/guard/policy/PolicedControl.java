package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.JobControl;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Changes to jobs: each counts, and none makes a job larger than it could have been. */
record PolicedControl(Gate gate, JobControl control) implements JobControl {
    @Override
    public Set<Control.Action> actions() {
        return control.actions();
    }

    @Override
    public Job control(Caller caller, JobId id, Control change) {
        Supplier<Job> work = () -> control.control(caller, id, change);
        Job job =
                gate.change(
                        caller,
                        1,
                        switch (change.action()) {
                            case SET_TIME_LIMIT ->
                                    () -> lasting(caller, id, change.wallTimeSeconds(), work);
                            case REQUEUE -> () -> again(caller, id, work);
                            default -> work;
                        });
        gate.saw(caller, List.of(job));
        return job;
    }

    private Job lasting(Caller caller, JobId id, Optional<Long> seconds, Supplier<Job> work) {
        Bounds bounds = gate.bounds(caller);
        long wanted = seconds.orElse(Long.MAX_VALUE);
        bounds.most(Ceiling.WALL_TIME)
                .filter(most -> wanted > most)
                .ifPresent(most -> {
                    throw new HpcException(
                            new Failure.OverBudget(
                                    "%s: %s for %s"
                                            .formatted(
                                                    Ceiling.WALL_TIME.key(),
                                                    Spell.number(most),
                                                    caller.subject()),
                                    "",
                                    Optional.of(String.valueOf(wanted)),
                                    Optional.of("This does not pass with time")));
                });
        if (bounds.ofHours().isEmpty()) {
            return work.get();
        }
        Claim before = claim(caller, id).orElseThrow(() -> strange(id));
        Claim after = before.allowed(wanted);
        Spending spending = gate.spending();
        if (after.coreSeconds() > before.coreSeconds()
                || after.gpuSeconds() > before.gpuSeconds()) {
            return spending.instead(caller, before, after, bounds.ofHours(), work);
        }
        Job job = work.get();
        spending.put(after);
        return job;
    }

    /** What has run before stays taken; what runs anew is taken anew. */
    private Job again(Caller caller, JobId id, Supplier<Job> work) {
        Bounds bounds = gate.bounds(caller);
        if (bounds.ofJobs().isEmpty()) {
            return work.get();
        }
        Claim before = claim(caller, id).orElseThrow(() -> strange(id));
        Instant now = gate.clock().instant();
        Spending spending = gate.spending();
        if (before.ended().isEmpty()) {
            spending.put(Sight.atMost(before, now).ended(now));
        }
        try {
            return spending.change(caller, before.again(now), bounds.ofJobs(), work);
        } catch (HpcException refused) {
            if (!HpcException.inDoubt(refused)) {
                spending.put(before);
            }
            throw refused;
        }
    }

    private Optional<Claim> claim(Caller caller, JobId id) {
        return gate.spending().of(caller, gate.cluster(), id);
    }

    private static HpcException strange(JobId id) {
        return new HpcException(
                new Failure.NotAllowed(
                        "job %s was not submitted here under the policy, so nobody can tell what that would take of what you have"
                                .formatted(id),
                        Optional.empty()));
    }
}
