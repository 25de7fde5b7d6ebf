package dev.hpcmcp.store;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Work that an interrupt of whoever waits for it does not reach: it would close the file or the
 * connection that the work uses, and what others do with it would be lost too.
 */
final class Apart {
    private static final Executor THREADS =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("store-", 0).factory());

    private Apart() {}

    static void run(Runnable work) {
        CompletableFuture.runAsync(work, THREADS).join();
    }

    static <T> T from(Callable<T> work) throws SQLException {
        CompletableFuture<T> done = new CompletableFuture<>();
        THREADS.execute(() -> {
            try {
                done.complete(work.call());
            } catch (Exception | Error broken) {
                done.completeExceptionally(broken);
            }
        });
        try {
            return done.join();
        } catch (CompletionException broken) {
            switch (broken.getCause()) {
                case SQLException known -> throw known;
                case RuntimeException known -> throw known;
                case Error known -> throw known;
                case null, default -> throw broken;
            }
        }
    }
}
