package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** S9S's words for where a job is: one, several, or {@code CANCELLED by 1001}. */
final class States {
    private static final Set<String> ENDING = Set.of("COMPLETING", "STAGE_OUT");
    private static final Set<String> HELD = Set.of("REQUEUE_HOLD", "SPECIAL_EXIT", "RESV_DEL_HOLD");
    private static final Set<String> QUEUED = Set.of("PENDING", "REQUEUED", "REQUEUE_FED");
    private static final Set<String> STARTING = Set.of("CONFIGURING", "POWER_UP_NODE");
    private static final Set<String> SUSPENDED = Set.of("SUSPENDED", "STOPPED");
    private static final Set<String> RUNNING = Set.of("RUNNING", "RESIZING", "SIGNALING");
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

    private States() {}

    static List<String> words(Part job) {
        return job.words("state").stream()
                .flatMap(text -> Arrays.stream(text.split("\\+", -1)))
                .map(word -> word.strip().toUpperCase(Locale.ROOT))
                .map(word -> word.startsWith("CANCELLED BY") ? "CANCELLED" : word)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** As they say it, if they say anything. */
    static String said(Part job) {
        List<String> said = job.words("state");
        return said.isEmpty() ? "UNKNOWN" : String.join("+", said);
    }

    static JobState state(List<String> words, Part job) {
        if (any(words, ENDING)) {
            return JobState.ENDING;
        }
        if (any(words, HELD)) {
            return JobState.HELD;
        }
        if (any(words, QUEUED)) {
            return isHeld(job) ? JobState.HELD : JobState.QUEUED;
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

    private static boolean isHeld(Part job) {
        return job.text("reason").filter(reason -> reason.startsWith("JobHeld")).isPresent()
                || job.number("priority").filter(priority -> priority == 0).isPresent();
    }

    static Outcome outcome(List<String> words) {
        return words.stream()
                .filter(OUTCOMES::containsKey)
                .map(OUTCOMES::get)
                .findFirst()
                .orElse(Outcome.UNKNOWN);
    }

    private static boolean any(List<String> words, Set<String> wanted) {
        return words.stream().anyMatch(wanted::contains);
    }
}
