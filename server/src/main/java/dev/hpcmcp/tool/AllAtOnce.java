package dev.hpcmcp.tool;

import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.text.FailureWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Asks several clusters at the same time, so that a slow one costs its own time only, and no more
 * than a limit.
 */
final class AllAtOnce {
    private AllAtOnce() {}

    /**
     * The answers in order; {@code failed} says what to answer for one that threw or took too long.
     */
    static <T, R> List<R> ask(
            List<T> all,
            Duration limit,
            Function<T, R> question,
            BiFunction<T, Throwable, R> failed)
            throws InterruptedException {
        List<Callable<R>> questions = new ArrayList<>();
        all.forEach(one -> questions.add(() -> question.apply(one)));
        // Shut down without waiting: a question that does not heed its interrupt must not hold the
        // answer back.
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<R>> answers =
                    threads.invokeAll(questions, limit.toMillis(), TimeUnit.MILLISECONDS);
            List<R> results = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                results.add(answer(answers.get(i), all.get(i), failed));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Why there is no answer, in words. What is our own bug is thrown. */
    static String reason(Throwable problem) {
        if (problem instanceof HpcException e) {
            return FailureWords.sentence(e.failure());
        }
        if (problem instanceof RuntimeException bug
                && !(problem instanceof CancellationException)) {
            throw bug;
        }
        return "it did not answer in time";
    }

    private static <T, R> R answer(Future<R> answer, T one, BiFunction<T, Throwable, R> failed)
            throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            return failed.apply(one, e.getCause());
        } catch (CancellationException e) {
            return failed.apply(one, e);
        }
    }
}
