package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.util.Locale;
import java.util.Optional;

/** What a session's status means, in the words of every version of the service and its guides. */
record Status(JobState state, Optional<Outcome> outcome, Optional<String> reason) {
    static Status of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "pending" ->
                    new Status(
                            JobState.QUEUED,
                            Optional.empty(),
                            Optional.of(
                                    "it is queued or its image is being fetched; get_session_logs with stream events says more"));
            case "running" -> only(JobState.RUNNING);
            case "completed", "succeeded" -> ended(Outcome.SUCCEEDED, Optional.empty());
            case "failed", "error" ->
                    ended(
                            Outcome.FAILED,
                            Optional.of(
                                    "the cluster gives no reason and no exit code; get_session_logs, also with stream events, may tell"));
            case "terminating" -> only(JobState.ENDING);
            default -> only(JobState.UNKNOWN);
        };
    }

    private static Status only(JobState state) {
        return new Status(state, Optional.empty(), Optional.empty());
    }

    private static Status ended(Outcome outcome, Optional<String> reason) {
        return new Status(JobState.FINISHED, Optional.of(outcome), reason);
    }
}
