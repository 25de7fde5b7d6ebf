package dev.hpcmcp.port;

import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Slurm's words for where a job is, which some services pass on as they are. A job has one or
 * several; of several the first of these states counts.
 */
public final class SlurmWords {
    private record Meaning(JobState state, Set<String> words) {}

    private static final Map<String, Outcome> OUTCOMES =
            Map.ofEntries(
                    Map.entry("COMPLETED", Outcome.SUCCEEDED),
                    Map.entry("FAILED", Outcome.FAILED),
                    Map.entry("CANCELLED", Outcome.CANCELLED),
                    Map.entry("TIMEOUT", Outcome.TIMED_OUT),
                    Map.entry("DEADLINE", Outcome.TIMED_OUT),
                    Map.entry("OUT_OF_MEMORY", Outcome.OUT_OF_MEMORY),
                    Map.entry("PREEMPTED", Outcome.PREEMPTED),
                    Map.entry("NODE_FAIL", Outcome.NODE_FAILED),
                    Map.entry("BOOT_FAIL", Outcome.START_FAILED),
                    Map.entry("LAUNCH_FAILED", Outcome.START_FAILED),
                    Map.entry("REVOKED", Outcome.UNKNOWN));
    private static final List<Meaning> MEANINGS =
            List.of(
                    new Meaning(JobState.ENDING, Set.of("COMPLETING", "STAGE_OUT", "EXPEDITING")),
                    new Meaning(
                            JobState.HELD, Set.of("REQUEUE_HOLD", "SPECIAL_EXIT", "RESV_DEL_HOLD")),
                    new Meaning(JobState.QUEUED, Set.of("PENDING", "REQUEUED", "REQUEUE_FED")),
                    new Meaning(JobState.STARTING, Set.of("CONFIGURING", "POWER_UP_NODE")),
                    new Meaning(JobState.SUSPENDED, Set.of("SUSPENDED", "STOPPED")),
                    new Meaning(JobState.RUNNING, Set.of("RUNNING", "RESIZING", "SIGNALING")),
                    new Meaning(JobState.FINISHED, OUTCOMES.keySet()));

    private SlurmWords() {}

    /** Where a job with these words is; nothing if none of them is known. */
    public static Optional<JobState> state(Collection<String> words) {
        List<String> said = words.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
        return MEANINGS.stream()
                .filter(meaning -> said.stream().anyMatch(meaning.words()::contains))
                .map(Meaning::state)
                .findFirst();
    }

    /** How a job with these words ended, if one of them says so. */
    public static Optional<Outcome> outcome(Collection<String> words) {
        return words.stream()
                .map(word -> word.toUpperCase(Locale.ROOT))
                .filter(OUTCOMES::containsKey)
                .map(OUTCOMES::get)
                .findFirst();
    }
}
