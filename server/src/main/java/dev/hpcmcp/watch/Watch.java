package dev.hpcmcp.watch;

import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Allowance;
import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * All waiting of one caller on one cluster. Its poller is a virtual thread that exists only while
 * somebody waits, and the only one that asks the cluster; everybody is told by it. The lock is
 * never held while the cluster is asked.
 */
final class Watch {
    /** Identical reads within this time are answered from one call. */
    private static final long SAME = Duration.ofSeconds(2).toNanos();

    private static final long KEPT = Duration.ofMinutes(2).toNanos();

    private final ReentrantLock lock = new ReentrantLock();
    private final Timing timing;
    private final Rhythm rhythm;
    private final Outlook outlook;
    private final Crowd crowd;
    private final Agenda agenda;
    private Optional<Thread> poller = Optional.empty();
    private long used;

    Watch(Timing timing, Rhythm rhythm, Allowance allowance, Duration floor) {
        this.timing = timing;
        this.rhythm = rhythm;
        this.outlook = new Outlook(rhythm, Math.min(SAME, floor.toNanos()));
        this.crowd = outlook.crowd();
        this.agenda = new Agenda(outlook, rhythm, allowance, SAME);
        this.used = timing.nanos();
    }

    /** Whether nobody waits here or did lately. */
    boolean idle(long now) {
        return locked(() -> crowd.isEmpty() && now - used > KEPT);
    }

    void touch(long now) {
        locked(() -> {
            used = now;
        });
    }

    /** Something was changed through us. */
    void changed() {
        locked(() -> {
            outlook.changed(timing.nanos());
            poller.ifPresent(LockSupport::unpark);
        });
    }

    JobsFound await(Waiter waiter) throws InterruptedException {
        locked(() -> enter(waiter, timing.nanos()));
        try {
            return waiter.stay();
        } finally {
            locked(() -> leave(waiter));
        }
    }

    private void enter(Waiter waiter, long now) {
        if (!waiter.quiet() && !outlook.sights().know(waiter.ids())) {
            rhythm.restart(now);
        }
        Optional<JobsFound> known = outlook.known(waiter, poller.isPresent(), now);
        known.ifPresent(waiter::tell);
        if (known.filter(found -> waiter.content(found, now)).isPresent()) {
            return;
        }
        if (known.isPresent()) {
            crowd.addRegular(waiter);
        } else {
            outlook.circuit()
                    .open(now)
                    .ifPresent(failure -> {
                        throw new HpcException(failure);
                    });
            crowd.addNewcomer(waiter, outlook.era());
        }
        poller.ifPresentOrElse(LockSupport::unpark, () -> start(waiter));
    }

    private void start(Waiter first) {
        Thread thread =
                Thread.ofVirtual()
                        .name("watch " + first.where().cluster())
                        .unstarted(() -> poll(first));
        poller = Optional.of(thread);
        thread.start();
    }

    /** Who gives up costs nothing further; with the last one the poller stops, even mid-request. */
    private void leave(Waiter waiter) {
        used = timing.nanos();
        crowd.remove(waiter);
        if (crowd.isEmpty()) {
            poller.ifPresent(Thread::interrupt);
            poller = Optional.empty();
            agenda.stop();
        }
    }

    // What the poller does.

    private void poll(Waiter first) {
        try (Ear ear = new Ear(first.where().port(), first.caller(), this::stirred)) {
            poll(ear);
        }
    }

    private void poll(Ear ear) {
        while (true) {
            switch (locked(() -> next(timing.nanos()))) {
                case Step.Leave _ -> {
                    return;
                }
                case Step.Sleep sleep -> sleep(sleep.nanos(), ear);
                case Step.Ask ask -> look(ask);
            }
        }
    }

    /** Only who waits on after a first look is worth an open ear. */
    private void sleep(long nanos, Ear ear) {
        if (ear.listen(locked(crowd::waits))) {
            timing.untilNextLook(nanos);
        }
    }

    /** The cluster says that something changed. */
    private void stirred() {
        locked(() -> {
            outlook.stirred();
            poller.ifPresent(LockSupport::unpark);
        });
    }

    private boolean mine() {
        return poller.filter(Thread.currentThread()::equals).isPresent();
    }

    private Step next(long now) {
        if (!mine()) {
            return new Step.Leave();
        }
        if (crowd.isEmpty()) {
            poller = Optional.empty();
            return new Step.Leave();
        }
        return agenda.next(now);
    }

    private void look(Step.Ask ask) {
        try {
            JobsFound found = ask.call();
            locked(() -> agenda.saw(ask, found, timing.nanos()));
        } catch (HpcException e) {
            locked(() -> failed(ask, e));
        } catch (RuntimeException bug) {
            locked(() -> outlook.broke(ask, bug));
        }
    }

    /** A poller that was stopped tells nothing: its failure is our doing. */
    private void failed(Step.Ask ask, HpcException e) {
        if (mine()) {
            agenda.failed(ask, e, timing.nanos());
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
