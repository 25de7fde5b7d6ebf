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
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit, on a thread of its own: what comes at the same time goes in one transaction.
 * Whoever must be sure waits for it; a full queue makes everybody wait.
 */
public final class AuditLog implements Trail, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int QUEUED = 10_000;
    private static final int AT_ONCE = 500;
    private static final long TRIM_NANOS = Duration.ofDays(1).toNanos();

    private final Appending appending;
    private final Optional<AuditFile> file;
    private final Duration keep;
    private final Clock clock;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUED);
    private Optional<Thread> writer = Optional.empty();
    private boolean closed;
    private long lost;
    private Optional<Long> trimmedAt = Optional.empty();

    /** What is to be written, and who waits for that; nothing to write means the end. */
    private record Waiting(Optional<Line> line, Optional<CompletableFuture<Boolean>> kept) {}

    AuditLog(Database database, AuditSettings settings, Clock clock) {
        this.appending = new Appending(database);
        this.file = settings.file().map(AuditFile::new);
        this.keep = settings.keep();
        this.clock = clock;
    }

    @Override
    public void keep(Trace trace) throws InterruptedException {
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        put(new Waiting(Optional.of(Line.of(trace)), Optional.of(kept)));
        try {
            kept.get();
        } catch (ExecutionException broken) {
            throw new NotKept(problem(broken), broken);
        }
    }

    private static String problem(ExecutionException broken) {
        return Optional.ofNullable(broken.getCause())
                .map(Throwable::getMessage)
                .orElse("the store is broken");
    }

    @Override
    public void note(Trace trace) {
        try {
            put(new Waiting(Optional.of(Line.of(trace)), Optional.empty()));
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            LOG.warn("a call of {} is not in the audit: it was cut short", trace.tool());
        } catch (NotKept over) {
            LOG.warn("a call of {} is not in the audit: {}", trace.tool(), over.problem());
        }
    }

    /** Where there is room, even for a thread that was told to end. */
    private void put(Waiting one) throws InterruptedException {
        start();
        if (!queue.offer(one)) {
            queue.put(one);
        }
    }

    private synchronized void start() {
        if (closed) {
            throw new NotKept("the server is ending", new IllegalStateException());
        }
        if (writer.isEmpty()) {
            writer = Optional.of(Thread.ofPlatform().daemon().name("audit").start(this::write));
        }
    }

    private void write() {
        boolean more = true;
        try {
            while (more) {
                List<Waiting> some = new ArrayList<>();
                some.add(queue.take());
                queue.drainTo(some, AT_ONCE);
                more = some.stream().allMatch(one -> one.line().isPresent());
                write(some.stream().filter(one -> one.line().isPresent()).toList());
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Waiting> some) {
        if (some.isEmpty()) {
            return;
        }
        List<Line> lines = new ArrayList<>();
        if (lost > 0) {
            lines.add(Line.lost(clock.instant(), lost));
        }
        some.forEach(one -> lines.add(one.line().orElseThrow()));
        try {
            List<Link> links = appending.append(lines);
            lost = 0;
            some.forEach(one -> one.kept().ifPresent(waiter -> waiter.complete(true)));
            file.ifPresent(it -> it.append(links));
            trim();
        } catch (RuntimeException broken) {
            if (lost == 0) {
                LOG.warn("calls are not in the audit: {}", broken.getMessage());
            }
            lost += some.size();
            some.forEach(one -> one.kept().ifPresent(it -> it.completeExceptionally(broken)));
        }
    }

    private void trim() {
        long now = System.nanoTime();
        if (trimmedAt.filter(at -> now - at < TRIM_NANOS).isEmpty()) {
            trimmedAt = Optional.of(now);
            Optional<Link> anchor = appending.trim(clock.instant(), keep);
            file.ifPresent(it -> anchor.ifPresent(link -> it.append(List.of(link))));
        }
    }

    /** Writes what is left. */
    @Override
    public void close() {
        Optional<Thread> last;
        synchronized (this) {
            closed = true;
            last = writer;
        }
        try {
            if (last.isPresent()) {
                queue.put(new Waiting(Optional.empty(), Optional.empty()));
                last.get().join();
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
