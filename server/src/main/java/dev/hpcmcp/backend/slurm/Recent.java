package dev.hpcmcp.backend.slurm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers of a moment ago, which serve again for some seconds: asking for them is dear. */
final class Recent<K, V> {
    /** The pages of one listing are of one moment. */
    static final Duration LISTING = Duration.ofSeconds(30);

    private static final int MOST = 50;

    private final Clock clock;
    private final Map<K, Answer<V>> answers = new LinkedHashMap<>();
    private long changes;

    /**
     * An answer.
     *
     * @param at when it was asked for: it tells of nothing later
     * @param came when it was there, as a long one takes its time
     */
    record Answer<V>(V value, Instant at, Instant came) {}

    Recent(Clock clock) {
        this.clock = clock;
    }

    /**
     * The answer to a question.
     *
     * @param atMost how old it may be; nothing asks anew each time
     */
    Answer<V> of(K key, Duration atMost, Supplier<V> question) {
        return kept(key, atMost).orElseGet(() -> asked(key, question));
    }

    private synchronized Optional<Answer<V>> kept(K key, Duration atMost) {
        return Optional.ofNullable(answers.get(key)).filter(answer -> isWithin(answer, atMost));
    }

    private boolean isWithin(Answer<V> answer, Duration age) {
        return clock.instant().isBefore(answer.came().plus(age));
    }

    private Answer<V> asked(K key, Supplier<V> question) {
        long before = changes();
        Instant at = clock.instant();
        V value = question.get();
        Answer<V> answer = new Answer<>(value, at, clock.instant());
        keep(key, answer, before);
        return answer;
    }

    private synchronized long changes() {
        return changes;
    }

    /** What something was changed meanwhile may not tell of it. */
    private synchronized void keep(K key, Answer<V> answer, long before) {
        answers.values().removeIf(old -> !isWithin(old, LISTING));
        answers.remove(key);
        if (before == changes) {
            if (answers.size() >= MOST) {
                answers.remove(answers.keySet().iterator().next());
            }
            answers.put(key, answer);
        }
    }

    /** What was answered before says nothing of a change. */
    synchronized void forget(K key) {
        changes++;
        answers.remove(key);
    }
}
