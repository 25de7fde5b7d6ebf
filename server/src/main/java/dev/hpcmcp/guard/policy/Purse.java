package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.JobId;
import java.util.List;
import java.util.Optional;

/**
 * What callers have taken, known to all servers over one store.
 *
 * <p>Everything here throws {@link dev.hpcmcp.guard.NotKept} if nobody can tell now.
 */
public interface Purse {
    /** Whether a job was submitted under this request id. */
    boolean submitted(String caller, String requestId);

    /**
     * Writes a claim, or answers which limit has no room for it. Of one caller's claims one is
     * looked at after the other, on whichever server.
     */
    Optional<Excess> reserve(Claim claim, List<Allotment> limits);

    /** What {@link #reserve} would answer. */
    Optional<Excess> room(Claim claim, List<Allotment> limits);

    /** Writes a claim as it is now, whether or not it was there. */
    void put(Claim claim);

    /** It became this job; other tries of the same request became nothing else. */
    void bind(Claim claim, JobId job);

    /** It came to nothing. */
    void release(Claim claim);

    /** Notes when and at what price it ended, unless that is known already. */
    void end(Claim claim);

    /** A caller's claims for jobs that have not ended. */
    List<Claim> open(String caller);

    /** The newest claim for a job. */
    Optional<Claim> of(String caller, String cluster, JobId job);

    /** What is taken of each. */
    List<Long> used(List<Allotment> limits);
}
