package dev.hpcmcp.store;

import java.time.Instant;
import java.util.Optional;

/** One row of what was asked for under a request id. */
record Intent(
        String caller,
        String requestId,
        String cluster,
        String digest,
        String mark,
        Phase phase,
        String holder,
        long beat,
        Instant sentAt,
        Optional<String> jobId) {
    /** How far it has come. */
    enum Phase {
        /** Somebody is at it, or died over it: the beat tells. */
        SENDING,
        /** Nobody is at it, and nobody knows whether there is a job. */
        LOST,
        DONE
    }

    static Intent fresh(Sending sending, String requestId, Instant now) {
        return new Intent(
                sending.caller().subject(),
                requestId,
                sending.cluster(),
                sending.digest(),
                Mark.fresh(),
                Phase.SENDING,
                Mark.fresh(),
                0,
                now,
                Optional.empty());
    }

    Intent takenBy(String other) {
        return new Intent(
                caller,
                requestId,
                cluster,
                digest,
                mark,
                Phase.SENDING,
                other,
                0,
                sentAt,
                Optional.empty());
    }

    Intent sentAt(Instant time) {
        return new Intent(
                caller, requestId, cluster, digest, mark, phase, holder, beat, time, jobId);
    }
}
