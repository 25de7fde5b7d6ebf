package dev.hpcmcp.guard;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record of the audit: what happened in a call, and no more of its arguments than a digest; or
 * what somebody did outside calls, see {@link Act}.
 *
 * @param id of the call; both records of a change have the same
 * @param token the id of the caller's token, or of the one that was made, changed or ended
 * @param client the caller's program
 * @param tool or in a few words what was done outside calls
 * @param digest of a call's arguments; else empty
 * @param decision what the guards said; outside calls, for whom and what
 * @param outcome "ok", or the code of the failure
 * @param answers ids that clusters gave its requests, where they are not ours; none of what another
 *     call's look at the cluster answered
 */
public record Trace(
        String id,
        Kind kind,
        Instant time,
        String caller,
        Optional<String> token,
        Optional<String> client,
        String tool,
        Optional<String> cluster,
        List<String> jobs,
        String digest,
        Optional<String> decision,
        Optional<String> outcome,
        Optional<Long> latencyMs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> answers) {
    /** Which part of a call. */
    public enum Kind {
        /** A change, before anything is done. Without an END its outcome is not known. */
        BEGIN,
        END,
        /** A whole call that changes nothing. */
        READ
    }

    public Trace {
        jobs = List.copyOf(jobs);
        answers = List.copyOf(answers);
    }
}
