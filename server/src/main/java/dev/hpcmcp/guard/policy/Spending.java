package dev.hpcmcp.guard.policy;

import dev.hpcmcp.guard.NotKept;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets things be done that there is room for. What they take is claimed before, given back when
 * they were refused, and stays claimed as long as nobody knows.
 */
final class Spending {
    private static final Logger LOG = LoggerFactory.getLogger(Spending.class);

    private final Supplier<Purse> purse;
    private final Reckoning reckoning;
    private final Clock clock;

    Spending(Supplier<Purse> purse, Reckoning reckoning, Clock clock) {
        this.purse = purse;
        this.reckoning = reckoning;
        this.clock = clock;
    }

    /** Whether this request became a job before: then nothing is taken for it again. */
    boolean submitted(Caller caller, Optional<String> requestId) {
        return requestId
                .filter(id -> asked(() -> purse.get().submitted(caller.subject(), id)))
                .isPresent();
    }

    Submitted submit(Caller caller, Claim claim, List<Allotment> limits, Supplier<Submitted> work) {
        reserve(caller, claim, limits);
        Submitted submitted = released(claim, work);
        bind(claim, submitted.job().jobId());
        return submitted;
    }

    <T> T change(Caller caller, Claim claim, List<Allotment> limits, Supplier<T> work) {
        reserve(caller, claim, limits);
        return released(claim, work);
    }

    /** A claim takes the place of another while something is done, and stays if that is done. */
    <T> T instead(
            Caller caller, Claim before, Claim after, List<Allotment> limits, Supplier<T> work) {
        reserve(caller, after, limits);
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (!HpcException.inDoubt(e)) {
                noted(() -> purse.get().put(before));
            }
            throw e;
        }
    }

    private <T> T released(Claim claim, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (!HpcException.inDoubt(e)) {
                noted(() -> purse.get().release(claim));
            }
            throw e;
        }
    }

    /** Before somebody is refused, those of their jobs are looked for that ended unseen. */
    void reserve(Caller caller, Claim claim, List<Allotment> limits) {
        Optional<Excess> over = asked(() -> purse.get().reserve(claim, limits));
        if (over.filter(Spending::mayPass).isPresent() && reckoning.refresh(caller, purse.get())) {
            over = asked(() -> purse.get().reserve(claim, limits));
        }
        over.ifPresent(excess -> {
            throw excess.thrown(clock.instant());
        });
    }

    /** Ended jobs make no room for submits, nor for what would never fit. */
    private static boolean mayPass(Excess over) {
        Quota quota = over.limit().quota();
        return over.asked() <= over.limit().most() && (quota == Quota.LIVE_JOBS || quota.hours());
    }

    Optional<Failure> problem(Caller caller, Claim claim, List<Allotment> limits) {
        reckoning.refresh(caller, purse.get());
        return asked(() -> purse.get().room(claim, limits))
                .map(excess -> excess.failure(clock.instant()));
    }

    /** The job is there whatever happens here. */
    void bind(Claim claim, JobId job) {
        noted(() -> purse.get().bind(claim, job));
    }

    void put(Claim claim) {
        asked(() -> {
            purse.get().put(claim);
            return claim;
        });
    }

    Optional<Claim> of(Caller caller, String cluster, JobId job) {
        return asked(() -> purse.get().of(caller.subject(), cluster, job));
    }

    /** Jobs pass by: those that have ended are settled. */
    void saw(Caller caller, String cluster, List<Job> jobs) {
        noted(() -> reckoning.saw(caller, cluster, jobs, purse.get()));
    }

    List<Long> used(Caller caller, List<Allotment> limits) {
        reckoning.refresh(caller, purse.get());
        return asked(() -> purse.get().used(limits));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (NotKept away) {
            throw new HpcException(
                    new Failure.Conflict(
                            away.problem()
                                    + ", so nobody can tell what the policy leaves you; nothing was done"),
                    away);
        }
    }

    /** What is not written now stays claimed, and is found out later. */
    private static void noted(Runnable write) {
        try {
            write.run();
        } catch (NotKept away) {
            LOG.warn("what a job took is not noted: {}", away.problem());
        }
    }
}
