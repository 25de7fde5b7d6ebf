package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.SlurmWords;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** S9S's words for where a job is: one, several, or {@code CANCELLED by 1001}. */
final class States {
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
        JobState state = SlurmWords.state(words).orElse(JobState.UNKNOWN);
        return state == JobState.QUEUED && isHeld(job) ? JobState.HELD : state;
    }

    private static boolean isHeld(Part job) {
        return job.text("reason").filter(reason -> reason.startsWith("JobHeld")).isPresent()
                || job.number("priority").filter(priority -> priority == 0).isPresent();
    }

    static Outcome outcome(List<String> words) {
        return SlurmWords.outcome(words).orElse(Outcome.UNKNOWN);
    }
}
