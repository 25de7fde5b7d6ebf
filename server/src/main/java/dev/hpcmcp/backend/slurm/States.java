package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Slurm's words for where a job is. The old API has one, in which a passing phase hides how the job
 * will have ended; the new one has the state and the phases side by side.
 */
final class States {
    private static final Set<String> ENDING = Set.of("COMPLETING", "STAGE_OUT", "EXPEDITING");
    private static final Set<String> HELD = Set.of("REQUEUE_HOLD", "SPECIAL_EXIT", "RESV_DEL_HOLD");
    private static final Set<String> QUEUED = Set.of("PENDING", "REQUEUED", "REQUEUE_FED");
    private static final Set<String> STARTING = Set.of("CONFIGURING", "POWER_UP_NODE");
    private static final Set<String> RUNNING = Set.of("RUNNING", "RESIZING", "SIGNALING");
    private static final Set<String> SUSPENDED = Set.of("SUSPENDED", "STOPPED");
    private static final Map<String, Outcome> OUTCOMES =
            Map.of(
                    "COMPLETED", Outcome.SUCCEEDED,
                    "FAILED", Outcome.FAILED,
                    "CANCELLED", Outcome.CANCELLED,
                    "TIMEOUT", Outcome.TIMED_OUT,
                    "DEADLINE", Outcome.TIMED_OUT,
                    "OUT_OF_MEMORY", Outcome.OUT_OF_MEMORY,
                    "PREEMPTED", Outcome.PREEMPTED,
                    "NODE_FAIL", Outcome.NODE_FAILED,
                    "BOOT_FAIL", Outcome.START_FAILED,
                    "REVOKED", Outcome.UNKNOWN);
    private static final Set<String> NOT_STARTED =
            Set.of("JobLaunchFailure", "FAIL_BAD_CONSTRAINTS", "InvalidAccount", "InvalidQOS");

    private States() {}

    static JobState state(List<String> words, SlurmJson.Raw raw) {
        if (raw.accounted().isPresent()) {
            return Accounted.isOver(words) ? JobState.FINISHED : JobState.UNKNOWN;
        }
        if (any(words, ENDING)) {
            return JobState.ENDING;
        }
        if (any(words, HELD)) {
            return JobState.HELD;
        }
        if (any(words, QUEUED)) {
            return isHeld(raw) ? JobState.HELD : JobState.QUEUED;
        }
        if (any(words, STARTING)) {
            return JobState.STARTING;
        }
        if (any(words, SUSPENDED)) {
            return JobState.SUSPENDED;
        }
        if (any(words, RUNNING)) {
            return JobState.RUNNING;
        }
        return any(words, OUTCOMES.keySet()) ? JobState.FINISHED : JobState.UNKNOWN;
    }

    private static boolean isHeld(SlurmJson.Raw raw) {
        String reason = raw.stateReason().orElse("");
        return reason.equals("JobHeldUser")
                || reason.equals("JobHeldAdmin")
                || SlurmJson.number(raw.priority()).filter(priority -> priority == 0).isPresent();
    }

    static Optional<Outcome> outcome(List<String> words, SlurmJson.Raw raw) {
        Outcome outcome =
                words.stream()
                        .filter(OUTCOMES::containsKey)
                        .map(OUTCOMES::get)
                        .findFirst()
                        .orElse(Outcome.UNKNOWN);
        boolean neverBegan = raw.stateReason().filter(NOT_STARTED::contains).isPresent();
        return Optional.of(
                outcome == Outcome.FAILED && neverBegan ? Outcome.START_FAILED : outcome);
    }

    private static boolean any(List<String> words, Set<String> wanted) {
        return words.stream().anyMatch(wanted::contains);
    }
}
