package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.SlurmWords;
import java.util.List;
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
        return site.isSlurm() && isSlurmsWord(status, site)
                ? ownWord(status).orElseGet(() -> portable(status))
                : portable(status);
    }

    /** "completed" is a word of both, and says more as Slurm's. */
    private static boolean isSlurmsWord(String status, Site site) {
        return !site.surelyHas(Release.PORTABLE)
                && !(site.mayHave(Release.PORTABLE) && status.equals("completed"));
    }

    /** Of an array the status is the most advanced task's, and the word that of those waiting. */
    private static boolean isAggregate(String own, String status) {
        return own.equals("pending") && (status.equals("running") || status.equals("suspended"));
    }

    private static Optional<Standing> ownWord(String word) {
        List<String> slurms = List.of(word.equals("canceled") ? "cancelled" : word);
        return SlurmWords.state(slurms)
                .map(state -> new Standing(state, SlurmWords.outcome(slurms), word));
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
