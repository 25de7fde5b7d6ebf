package dev.hpcmcp.guard.policy;

import dev.hpcmcp.port.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a request asks for, as far as that can be told beforehand.
 *
 * @param sizes without those that nobody can tell
 * @param openEnd whether the wall time is the cluster's own, or none at all
 * @param unclear why the rest may not be what counts
 */
record Ask(
        Kind kind,
        String cluster,
        Map<Choice, String> chosen,
        Map<Ceiling, Double> sizes,
        boolean openEnd,
        Optional<Failure> unclear) {
    /** What sort of request, by what can be said in it. */
    enum Kind {
        JOB("a job"),
        SESSION("a session"),
        TRAINING("a training run");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean says(String field) {
            return switch (this) {
                case JOB -> true;
                case SESSION ->
                        field.equals("cores") || field.equals("gpus") || field.equals("memory_gb");
                case TRAINING -> false;
            };
        }
    }

    Ask {
        chosen = Map.copyOf(chosen);
        sizes = Map.copyOf(sizes);
    }

    Optional<Double> size(Ceiling what) {
        return Optional.ofNullable(sizes.get(what));
    }

    Optional<String> chosen(Choice what) {
        return Optional.ofNullable(chosen.get(what));
    }

    /** How many jobs it makes. */
    long jobs() {
        return Math.max(1, whole(Ceiling.ARRAY_TASKS));
    }

    /** Zero where nobody can tell. */
    long whole(Ceiling what) {
        return size(what).map(Double::longValue).orElse(0L);
    }

    /** How long one of its jobs counts where hours are counted. */
    Optional<Duration> runs(Bounds bounds) {
        return openEnd && bounds.openEnd().isPresent()
                ? bounds.openEnd()
                : size(Ceiling.WALL_TIME).map(Double::longValue).map(Duration::ofSeconds);
    }
}
