package dev.hpcmcp.store;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** A job as it was last seen, told now that its cluster does not name it. */
record Entry(Job seen) {
    /** A cluster may take a moment to name a job that it has accepted. */
    private static final Duration SOON = Duration.ofMinutes(1);

    Job told(Instant now) {
        return seen.finished() ? ended() : recent(now) ? unseen() : vanished();
    }

    boolean recent(Instant now) {
        return Duration.between(seen.asOf(), now).abs().compareTo(SOON) < 0;
    }

    private Job ended() {
        String told = "remembered by this server: %s has forgotten it".formatted(seen.cluster());
        return seen.change()
                .reason(seen.reason().map(why -> why + "; " + told).orElse(told))
                .stale(true)
                .build();
    }

    private Job unseen() {
        return seen.change()
                .reason("%s does not name it just now".formatted(seen.cluster()))
                .stale(true)
                .build();
    }

    /** Its cluster cannot look for it just now, so it is as it was. */
    Job unclear() {
        return seen.finished()
                ? ended()
                : seen.change()
                        .reason(
                                "last seen %s: %s cannot look for it just now"
                                        .formatted(lastSeen(), seen.cluster()))
                        .stale(true)
                        .build();
    }

    private Job vanished() {
        return seen.change()
                .state(JobState.FINISHED, seen.nativeState())
                .outcome(Outcome.UNKNOWN)
                .reason(
                        "nobody saw its end: %s has forgotten it; last seen %s at %s"
                                .formatted(seen.cluster(), word(seen), time(seen)))
                .connectUrl(Optional.empty())
                .stale(true)
                .build();
    }

    /** Its state and when that was seen, in words. */
    String lastSeen() {
        return "%s at %s"
                .formatted(seen.outcome().map(Entry::word).orElseGet(() -> word(seen)), time(seen));
    }

    private static String word(Job job) {
        return word(job.state());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String time(Job job) {
        return job.asOf().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
