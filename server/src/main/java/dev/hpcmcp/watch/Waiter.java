package dev.hpcmcp.watch;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** One thread that waits for news of jobs. It is told by the poller and decides for itself. */
final class Waiter {
    /** Silence makes clients give up, so what was seen last is then said again. */
    private static final long HEARTBEAT = Duration.ofSeconds(10).toNanos();

    /** For a first look, however short the wait. */
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();

    private final Served<Jobs> where;
    private final Caller caller;
    private final Wait wait;
    private final Aim aim;
    private final Timing timing;
    private final long joined;
    private final Thread thread = Thread.currentThread();
    private final AtomicReference<Optional<News>> box = new AtomicReference<>(Optional.empty());
    private Optional<JobsFound> seen = Optional.empty();
    private long heard;

    /** What a waiter can be told. */
    private sealed interface News {
        record Seen(JobsFound found) implements News {}

        record Failed(RuntimeException problem) implements News {}
    }

    /** What they are there for. */
    enum Aim {
        /** To be told what happens. */
        WAIT,
        /** One look, a fresh one. */
        READ,
        /** That the jobs are looked at; nobody is there to hear of it. */
        KEEP
    }

    Waiter(Served<Jobs> where, Caller caller, Wait wait, Aim aim, Timing timing) {
        this.where = where;
        this.caller = caller;
        this.wait = wait;
        this.aim = aim;
        this.timing = timing;
        this.joined = timing.nanos();
        this.heard = joined;
    }

    // What the poller asks and says.

    List<JobId> ids() {
        return wait.ids();
    }

    Served<Jobs> where() {
        return where;
    }

    Caller caller() {
        return caller;
    }

    boolean direct() {
        return aim == Aim.READ;
    }

    /** Never in the way of somebody who is there. */
    boolean quiet() {
        return aim == Aim.KEEP;
    }

    /** Whether this wants to hear more after a first look. */
    boolean stays() {
        return aim == Aim.WAIT;
    }

    long joined() {
        return joined;
    }

    boolean late(long now) {
        return now - joined >= wait.timeout().toNanos();
    }

    /** Whether no further look is needed after this one. */
    boolean content(JobsFound found, long now) {
        return direct() || late(now) || wait.wanted().test(found);
    }

    void tell(JobsFound found) {
        send(new News.Seen(found));
    }

    void fail(RuntimeException problem) {
        send(new News.Failed(problem));
    }

    /** A failure stays until it is heard. */
    private void send(News news) {
        box.updateAndGet(
                old -> old.filter(News.Failed.class::isInstance).or(() -> Optional.of(news)));
        LockSupport.unpark(thread);
    }

    // What happens on the waiting thread.

    /** Until what is wanted has been seen or the time is up. */
    JobsFound stay() throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Optional<News> news = box.getAndSet(Optional.empty());
            if (news.isPresent() && hear(news.get())) {
                return seen.orElseThrow();
            }
            long left = left();
            if (left <= 0) {
                return seen.orElseThrow(this::nothingSeen);
            }
            if (box.get().isEmpty()) {
                timing.untilTold(Math.min(left, HEARTBEAT));
            }
            repeatAfterSilence();
        }
    }

    private boolean hear(News news) {
        return switch (news) {
            case News.Seen(JobsFound found) -> accept(found);
            case News.Failed(HpcException e) -> throw new HpcException(e.failure(), e);
            case News.Failed(RuntimeException problem) -> throw problem;
        };
    }

    private boolean accept(JobsFound found) {
        heard = timing.nanos();
        seen = Optional.of(found);
        wait.eachLook().accept(found);
        return wait.wanted().test(found);
    }

    private void repeatAfterSilence() {
        if (timing.nanos() - heard >= HEARTBEAT) {
            heard = timing.nanos();
            seen.ifPresent(wait.eachLook());
        }
    }

    private long left() {
        long timeout = wait.timeout().toNanos();
        return joined + (seen.isPresent() ? timeout : Math.max(timeout, PATIENCE)) - timing.nanos();
    }

    private HpcException nothingSeen() {
        return new HpcException(
                new Failure.Unreachable(where.cluster(), "it did not answer in time"));
    }
}
