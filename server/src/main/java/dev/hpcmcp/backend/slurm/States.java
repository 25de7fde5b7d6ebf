package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.SlurmWords;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Slurm's words for where a job is. The old API has one, in which a passing phase hides how the job
 * will have ended; the new one has the state and the phases side by side.
 */
final class States {
    private static final Set<String> NOT_STARTED =
            Set.of("JobLaunchFailure", "FAIL_BAD_CONSTRAINTS", "InvalidAccount", "InvalidQOS");

    private States() {}

    static JobState state(List<String> words, SlurmJson.Raw raw) {
        if (raw.accounted().isPresent()) {
            return Accounted.isOver(words) ? JobState.FINISHED : JobState.UNKNOWN;
        }
        JobState state = SlurmWords.state(words).orElse(JobState.UNKNOWN);
        return state == JobState.QUEUED && isHeld(raw) ? JobState.HELD : state;
    }

    private static boolean isHeld(SlurmJson.Raw raw) {
        String reason = raw.stateReason().orElse("");
        return reason.equals("JobHeldUser")
                || reason.equals("JobHeldAdmin")
                || SlurmJson.number(raw.priority()).filter(priority -> priority == 0).isPresent();
    }

    static Optional<Outcome> outcome(List<String> words, SlurmJson.Raw raw) {
        Outcome outcome = SlurmWords.outcome(words).orElse(Outcome.UNKNOWN);
        boolean neverBegan = raw.stateReason().filter(NOT_STARTED::contains).isPresent();
        return Optional.of(
                outcome == Outcome.FAILED && neverBegan ? Outcome.START_FAILED : outcome);
    }
}
