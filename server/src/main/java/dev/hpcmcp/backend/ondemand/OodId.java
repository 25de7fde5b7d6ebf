package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.JobId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids that may leave. Old versions hand them to the scheduler's commands as they are, where {@code
 * --user=alice} would be an option, and every later one has its own ways to stumble.
 */
final class OodId {
    private static final Pattern ANY = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_.\\[\\]-]{0,127}");
    private static final Pattern SLURM = Pattern.compile("(\\d{1,18})(?:_(\\d{1,9}))?");
    private static final Pattern WAITING = Pattern.compile("(\\d{1,18})_\\[([0-9,:%-]{1,9000})]");

    private OodId() {}

    /** A word of the API's own paths is no id either. */
    static boolean isSendable(Site site, JobId id) {
        return site.isSlurm()
                ? SLURM.matcher(id.value()).matches()
                : ANY.matcher(id.value()).matches() && !id.value().equals("historic");
    }

    /** Whether a job can go by it with us. */
    static boolean isId(String text) {
        try {
            return !new JobId(text).value().isEmpty();
        } catch (IllegalArgumentException odd) {
            return false;
        }
    }

    /** The array that a task, or the rest of one that waits, belongs to. */
    static Optional<String> array(String id) {
        Matcher task = SLURM.matcher(id);
        if (task.matches() && task.group(2) != null) {
            return Optional.of(task.group(1));
        }
        Matcher waiting = WAITING.matcher(id);
        return waiting.matches() ? Optional.of(waiting.group(1)) : Optional.empty();
    }

    static OptionalInt task(String id) {
        Matcher task = SLURM.matcher(id);
        return task.matches() && task.group(2) != null
                ? OptionalInt.of(Integer.parseInt(task.group(2)))
                : OptionalInt.empty();
    }

    /** The indices of the tasks that wait together under one id, as {@code 1-10%2}. */
    static Optional<String> waiting(String id) {
        Matcher waiting = WAITING.matcher(id);
        return waiting.matches() ? Optional.of(waiting.group(2)) : Optional.empty();
    }
}
