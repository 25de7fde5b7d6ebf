package dev.hpcmcp.store;

import dev.hpcmcp.guard.NotKept;
import dev.hpcmcp.guard.Trace;
import dev.hpcmcp.guard.Trail;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit. Whoever must be sure writes, and takes along whatever else waits, all in one
 * transaction: so it costs no change of threads, and what comes at the same time is written at
 * once. What nobody waits for goes with the next such record, or by itself a moment later.
 */
public final class AuditLog implements Trail, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int QUEUED = 10_000;
    private static final int AT_ONCE = 500;
    private static final long MOMENT_MILLIS = 25;
    private static final long TRIM_NANOS = Duration.ofDays(1).toNanos();

    private final Appending appending;
    private final Optional<AuditFile> file;
    private final Duration keep;
    private final Clock clock;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUED);
    private final AtomicBoolean planned = new AtomicBoolean();
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("audit").factory());
    private final ReentrantLock writing = new ReentrantLock();
    private boolean closed;
    private long lost;
    private Optional<Long> trimmedAt = Optional.empty();

    /** What is to be written, and what came of it. */
    private record Waiting(Line line, CompletableFuture<Boolean> kept) {
        Waiting(Trace trace) {
            this(Line.of(trace), new CompletableFuture<>());
        }
    }

    AuditLog(Database database, AuditSettings settings, Clock clock) {
        this.appending = new Appending(database);
        this.file = settings.file().map(AuditFile::new);
        this.keep = settings.keep();
        this.clock = clock;
    }

    @Override
    public void keep(Trace trace) throws InterruptedException {
        Waiting mine = new Waiting(trace);
        enqueue(mine);
        try {
            writing.lockInterruptibly();
        } catch (InterruptedException told) {
            boolean _ = queue.remove(mine);
            throw told;
        }
        try {
            while (!mine.kept().isDone()) {
                writeSome();
            }
        } finally {
            writing.unlock();
        }
        try {
            mine.kept().join();
        } catch (CompletionException broken) {
            throw new NotKept(problem(broken), broken);
        }
    }

    private static String problem(CompletionException broken) {
        return Optional.ofNullable(broken.getCause())
                .map(Throwable::getMessage)
                .orElse("the store is broken");
    }

    @Override
    public void note(Trace trace) {
        try {
            enqueue(new Waiting(trace));
        } catch (NotKept over) {
            LOG.warn("a call of {} is not in the audit: {}", trace.tool(), over.problem());
            return;
        }
        if (planned.compareAndSet(false, true)) {
            plan();
        }
    }

    /** Whoever finds no room makes some. */
    private void enqueue(Waiting one) {
        while (!offered(one)) {
            writeAll();
        }
    }

    private synchronized boolean offered(Waiting one) {
        if (closed) {
            throw new NotKept("the server is ending", new IllegalStateException());
        }
        return queue.offer(one);
    }

    /** Unless the log is closed meanwhile: then that writes it. */
    private synchronized void plan() {
        if (!closed) {
            Future<?> _ = later.schedule(this::writeNotes, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void writeNotes() {
        planned.set(false);
        writeAll();
    }

    private void writeAll() {
        writing.lock();
        try {
            while (!queue.isEmpty()) {
                writeSome();
            }
        } finally {
            writing.unlock();
        }
    }

    private void writeSome() {
        List<Waiting> some = new ArrayList<>();
        queue.drainTo(some, AT_ONCE);
        List<Line> lines = new ArrayList<>();
        if (lost > 0) {
            lines.add(Line.lost(clock.instant(), lost));
        }
        some.forEach(one -> lines.add(one.line()));
        List<Link> links;
        try {
            links = appending.append(lines);
        } catch (RuntimeException | Error broken) {
            lose(some, broken);
            return;
        }
        lost = 0;
        some.forEach(one -> one.kept().complete(true));
        file.ifPresent(it -> it.append(links));
        trim();
    }

    private void lose(List<Waiting> some, Throwable broken) {
        if (lost == 0) {
            LOG.warn("calls are not in the audit: {}", broken.getMessage());
        }
        lost += some.size();
        some.forEach(one -> one.kept().completeExceptionally(broken));
    }

    private void trim() {
        long now = System.nanoTime();
        if (trimmedAt.filter(at -> now - at < TRIM_NANOS).isPresent()) {
            return;
        }
        trimmedAt = Optional.of(now);
        try {
            Optional<Link> anchor = appending.trim(clock.instant(), keep);
            file.ifPresent(it -> anchor.ifPresent(link -> it.append(List.of(link))));
        } catch (StoreTrouble away) {
            LOG.warn("what is old stays in the audit for a day: {}", away.problem());
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        List<Runnable> _ = later.shutdownNow();
        writeAll();
    }
}
