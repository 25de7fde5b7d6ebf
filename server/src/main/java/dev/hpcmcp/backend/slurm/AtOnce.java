package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Asks a few things at a time, until one fails. */
final class AtOnce {
    private static final int AT_A_TIME = 6;

    private final String cluster;

    AtOnce(String cluster) {
        this.cluster = cluster;
    }

    <T> Map<Long, T> each(Collection<Long> numbers, LongFunction<T> question) {
        Map<Long, T> answers = new HashMap<>();
        if (numbers.size() == 1) {
            numbers.forEach(number -> answers.put(number, question.apply(number)));
            return answers;
        }
        try (ExecutorService some =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            Map<Long, Future<T>> asked = new HashMap<>();
            numbers.forEach(number -> asked.put(number, some.submit(() -> question.apply(number))));
            try {
                asked.forEach((number, answer) -> answers.put(number, of(answer)));
            } finally {
                some.shutdownNow();
            }
        }
        return answers;
    }

    private <T> T of(Future<T> asked) {
        try {
            return asked.get();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new HpcException(
                    new Failure.Unreachable(cluster, "the call was cancelled"), told);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HpcException ours
                    ? ours
                    : new IllegalStateException(e.getCause());
        }
    }
}
