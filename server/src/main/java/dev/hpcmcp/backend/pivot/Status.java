package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.util.Locale;
import java.util.Optional;

/** What the words of a run's state mean. */
record Status(JobState state, Optional<Outcome> outcome, String word) {
    static Status of(Optional<String> said) {
        String word = said.orElse("unknown").toLowerCase(Locale.ROOT);
        return switch (word) {
            case "created", "idle" -> live(JobState.HELD, word);
            case "starting" -> live(JobState.STARTING, word);
            case "running" -> live(JobState.RUNNING, word);
            case "paused" -> live(JobState.SUSPENDED, word);
            case "stopping" -> live(JobState.ENDING, word);
            case "stopped" -> ended(Outcome.CANCELLED, word);
            case "failed" -> ended(Outcome.FAILED, word);
            case "completed" -> ended(Outcome.SUCCEEDED, word);
            default -> live(JobState.UNKNOWN, word);
        };
    }

    private static Status live(JobState state, String word) {
        return new Status(state, Optional.empty(), word);
    }

    private static Status ended(Outcome outcome, String word) {
        return new Status(JobState.FINISHED, Optional.of(outcome), word);
    }

    boolean finished() {
        return state == JobState.FINISHED;
    }
}
