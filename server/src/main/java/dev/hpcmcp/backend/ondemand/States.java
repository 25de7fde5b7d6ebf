package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The two vocabularies for where a job is. The scheduler's own word tells more, so it goes first;
 * before v0.3.0 Slurm's stands where the portable one belongs.
 */
final class States {
    private static final Map<String, JobState> PORTABLE =
            Map.of(
                    "queued", JobState.QUEUED,
                    "queued_held", JobState.HELD,
                    "running", JobState.RUNNING,
                    "suspended", JobState.SUSPENDED,
                    "completed", JobState.FINISHED,
                    "undetermined", JobState.UNKNOWN);
    private static final Map<String, JobState> NATIVE =
            Map.ofEntries(
                    Map.entry("pending", JobState.QUEUED),
                    Map.entry("requeued", JobState.QUEUED),
                    Map.entry("requeue_fed", JobState.QUEUED),
                    Map.entry("requeue_hold", JobState.HELD),
                    Map.entry("special_exit", JobState.HELD),
                    Map.entry("resv_del_hold", JobState.HELD),
                    Map.entry("configuring", JobState.STARTING),
                    Map.entry("running", JobState.RUNNING),
                    Map.entry("resizing", JobState.RUNNING),
                    Map.entry("signaling", JobState.RUNNING),
                    Map.entry("completing", JobState.ENDING),
                    Map.entry("stage_out", JobState.ENDING),
                    Map.entry("suspended", JobState.SUSPENDED),
                    Map.entry("stopped", JobState.SUSPENDED));
    private static final Map<String, Outcome> ENDED =
            Map.ofEntries(
                    Map.entry("completed", Outcome.SUCCEEDED),
                    Map.entry("failed", Outcome.FAILED),
                    Map.entry("cancelled", Outcome.CANCELLED),
                    Map.entry("canceled", Outcome.CANCELLED),
                    Map.entry("timeout", Outcome.TIMED_OUT),
                    Map.entry("deadline", Outcome.TIMED_OUT),
                    Map.entry("out_of_memory", Outcome.OUT_OF_MEMORY),
                    Map.entry("preempted", Outcome.PREEMPTED),
                    Map.entry("node_fail", Outcome.NODE_FAILED),
                    Map.entry("boot_fail", Outcome.START_FAILED),
                    Map.entry("revoked", Outcome.UNKNOWN));

    private States() {}

    /**
     * Where a job is.
     *
     * @param word as the scheduler, or else the API, says it
     */
    record Standing(JobState state, Optional<Outcome> outcome, String word) {}

    static Standing of(OnDemandJson.Row row, Site site) {
        Optional<String> own = row.nativeState().map(States::first).filter(w -> !w.isEmpty());
        String status = row.status().map(States::first).orElse("");
        if (own.isPresent()) {
            return isAggregate(own.get(), status)
                    ? portable(status)
                    : ownWord(own.get()).orElseGet(() -> portable(status, own.get()));
        }
        boolean slurmsWord = site.isSlurm() && !site.has(Release.PORTABLE);
        return slurmsWord ? ownWord(status).orElseGet(() -> portable(status)) : portable(status);
    }

    /** Of an array the status is the most advanced task's, and the word that of those waiting. */
    private static boolean isAggregate(String own, String status) {
        return own.equals("pending") && (status.equals("running") || status.equals("suspended"));
    }

    private static Optional<Standing> ownWord(String word) {
        if (ENDED.containsKey(word)) {
            return Optional.of(
                    new Standing(JobState.FINISHED, Optional.ofNullable(ENDED.get(word)), word));
        }
        return Optional.ofNullable(NATIVE.get(word))
                .map(state -> new Standing(state, Optional.empty(), word));
    }

    private static Standing portable(String status) {
        return portable(status, status.isEmpty() ? "unknown" : status);
    }

    /** "completed" then only says that it is over. */
    private static Standing portable(String status, String word) {
        JobState state = PORTABLE.getOrDefault(status, JobState.UNKNOWN);
        return new Standing(
                state,
                state == JobState.FINISHED ? Optional.of(Outcome.UNKNOWN) : Optional.empty(),
                word);
    }

    /** History says {@code cancelled by 1234}. */
    private static String first(String words) {
        String small = words.strip().toLowerCase(Locale.ROOT);
        int space = small.indexOf(' ');
        return space < 0 ? small : small.substring(0, space);
    }
}
