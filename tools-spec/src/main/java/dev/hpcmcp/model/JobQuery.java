package dev.hpcmcp.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which jobs to list. Empty lists mean any. */
public record JobQuery(
        List<JobState> states,
        List<Outcome> outcomes,
        List<JobKind> kinds,
        Optional<String> nameContains,
        Optional<String> queue,
        Optional<String> user,
        Optional<Instant> since,
        int limit,
        Optional<String> cursor) {
    public JobQuery {
        states = List.copyOf(states);
        outcomes = List.copyOf(outcomes);
        kinds = List.copyOf(kinds);
        if (limit < 1) {
            throw new IllegalArgumentException("limit is at least 1");
        }
    }

    public static JobQuery all(int limit) {
        return new JobQuery(
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                limit,
                Optional.empty());
    }

    /** The part of the same list that begins there. */
    public JobQuery from(Optional<String> other) {
        return new JobQuery(
                states, outcomes, kinds, nameContains, queue, user, since, limit, other);
    }

    public JobQuery named(Optional<String> part) {
        return new JobQuery(states, outcomes, kinds, part, queue, user, since, limit, cursor);
    }

    public JobQuery ofKinds(List<JobKind> wanted) {
        return new JobQuery(
                states, outcomes, wanted, nameContains, queue, user, since, limit, cursor);
    }

    /**
     * Whether a job is one of those asked for; paging is not looked at, and of {@code user} only
     * the owner's name.
     */
    public boolean admits(Job job) {
        return admitsAny(states, job.state())
                && (outcomes.isEmpty() || job.outcome().filter(outcomes::contains).isPresent())
                && admitsAny(kinds, job.kind())
                && nameContains.map(part -> job.name().orElse("").contains(part)).orElse(true)
                && queue.map(q -> job.queue().equals(Optional.of(q))).orElse(true)
                && user.map(u -> job.owner().equals(Optional.of(u))).orElse(true)
                && since.map(t -> job.submittedAt().map(s -> !s.isBefore(t)).orElse(true))
                        .orElse(true);
    }

    private static <T> boolean admitsAny(List<T> wanted, T value) {
        return wanted.isEmpty() || wanted.contains(value);
    }
}
