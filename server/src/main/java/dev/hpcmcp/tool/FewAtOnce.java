package dev.hpcmcp.tool;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Does the same for many, a few at a time so as to be no burden. When the time of one call is over
 * it begins no more of them: whoever asked will not wait for much longer.
 */
final class FewAtOnce {
    private static final int FEW = 4;
    private static final Duration TIME = Duration.ofSeconds(80);

    private final Clock clock;
    private final Instant end;

    private FewAtOnce(Clock clock) {
        this.clock = clock;
        this.end = clock.instant().plus(TIME);
    }

    /** The time begins now. */
    static FewAtOnce from(Clock clock) {
        return new FewAtOnce(clock);
    }

    /** The answers in order; empty for what was not begun in time. */
    <T, R> List<Optional<R>> each(List<T> all, Function<T, R> work) throws InterruptedException {
        List<Callable<Optional<R>>> tasks = new ArrayList<>();
        all.forEach(one ->
                tasks.add(() ->
                        clock.instant().isBefore(end)
                                ? Optional.of(work.apply(one))
                                : Optional.empty()));
        try (ExecutorService threads =
                Executors.newFixedThreadPool(FEW, Thread.ofVirtual().name("few").factory())) {
            List<Optional<R>> answers = new ArrayList<>();
            for (Future<Optional<R>> task : threads.invokeAll(tasks)) {
                answers.add(answer(task));
            }
            return answers;
        }
    }

    /** Work fails on purpose inside of itself, so this is a fault of ours. */
    private static <R> R answer(Future<R> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException fault
                    ? fault
                    : new IllegalStateException(e.getCause());
        }
    }
}
