package dev.hpcmcp.watch;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one caller's jobs on one cluster, and who is told of it. Guarded by the lock of
 * its {@link Watch}.
 */
final class Outlook {
    private static final long KEPT = Duration.ofMinutes(2).toNanos();
    private static final int MOST_KEPT = 5000;

    private final Crowd crowd = new Crowd();
    private final Sights sights = new Sights();
    private final Circuit circuit = new Circuit();
    private final Rhythm rhythm;
    private final long fresh;
    private long era;

    /**
     * @param fresh for how long one answer serves all who ask the same
     */
    Outlook(Rhythm rhythm, long fresh) {
        this.rhythm = rhythm;
        this.fresh = fresh;
    }

    Crowd crowd() {
        return crowd;
    }

    Sights sights() {
        return sights;
    }

    Circuit circuit() {
        return circuit;
    }

    long era() {
        return era;
    }

    /** Something was changed through us: what was seen before says nothing of it. */
    void changed(long now) {
        era++;
        rhythm.restart(now);
    }

    /** Something may have changed; what was seen before was true all the same. */
    void stirred() {
        rhythm.stir();
    }

    /** What can be said without a look. */
    Optional<JobsFound> known(Waiter waiter, boolean polling, long now) {
        boolean spared = circuit.open(now).isPresent() && !waiter.quiet();
        boolean known =
                spared
                        ? sights.remember(waiter.ids())
                        : sights.cover(waiter.ids(), now - age(waiter, polling), era);
        return known ? Optional.of(view(waiter.ids())) : Optional.empty();
    }

    /** While a poller is at work, what it knows is as good as what it will say. */
    private long age(Waiter waiter, boolean polling) {
        return polling && !waiter.direct() ? Math.max(fresh, rhythm.age()) : fresh;
    }

    private JobsFound view(List<JobId> ids) {
        return sights.of(ids, circuit.failing());
    }

    /** A look succeeded: everybody it concerns is told. */
    void saw(Step.Ask ask, JobsFound found, long now) {
        List<JobId> ids =
                ask.listing() ? found.jobs().stream().map(Job::jobId).toList() : ask.ids();
        sights.keep(ids, found, ask.at(), ask.era());
        circuit.passed();
        sights.forget(crowd.ids(), now - (sights.size() > MOST_KEPT ? fresh : KEPT));
        Map<List<JobId>, JobsFound> views = new HashMap<>();
        Set<JobId> asked = new HashSet<>(ids);
        for (Waiter regular : crowd.regulars()) {
            if (!Collections.disjoint(regular.ids(), asked)) {
                regular.tell(views.computeIfAbsent(regular.ids(), this::view));
            }
        }
        for (Waiter newcomer : crowd.newcomers(this::covered)) {
            crowd.told(newcomer);
            newcomer.tell(views.computeIfAbsent(newcomer.ids(), this::view));
        }
    }

    private boolean covered(Waiter newcomer) {
        return sights.cover(
                newcomer.ids(), newcomer.joined() - age(newcomer, true), crowd.era(newcomer));
    }

    /** A look failed. That says nothing of the jobs if it may pass, and fails who has seen none. */
    void failed(Step.Ask ask, HpcException e, long now) {
        if (!Circuit.passing(e.failure())) {
            broke(ask, e);
            return;
        }
        circuit.failed(e.failure(), now, rhythm.floor());
        boolean open = circuit.open(now).isPresent();
        for (Waiter newcomer : crowd.newcomers(waiter -> open || concerns(ask, waiter))) {
            boolean content = newcomer.stays() || (open && newcomer.direct());
            if (content && sights.remember(newcomer.ids())) {
                crowd.told(newcomer);
                newcomer.tell(view(newcomer.ids()));
            } else {
                crowd.remove(newcomer);
                newcomer.fail(e);
            }
        }
        crowd.regulars().forEach(waiter -> waiter.tell(view(waiter.ids())));
    }

    /**
     * It cannot pass by waiting, so those it concerns are told at once. What was asked in the name
     * of somebody who is not there may go well for those who are.
     */
    void broke(Step.Ask ask, RuntimeException problem) {
        crowd.all().stream()
                .filter(waiter -> concerns(ask, waiter))
                .filter(waiter -> waiter.quiet() || !ask.who().quiet())
                .forEach(waiter -> {
                    waiter.fail(problem);
                    crowd.remove(waiter);
                });
    }

    private static boolean concerns(Step.Ask ask, Waiter waiter) {
        return !Collections.disjoint(waiter.ids(), ask.ids());
    }

    /** There is no request left to spend: who wanted no more than a look is asked to come again. */
    void refuse(long nanos, long now) {
        Duration later = Duration.ofMillis(nanos / 1_000_000 + 1);
        for (Waiter waiter : crowd.newcomers(one -> one.direct() || one.late(now))) {
            waiter.fail(
                    new HpcException(
                            new Failure.Busy(waiter.where().cluster(), Optional.of(later))));
            crowd.remove(waiter);
        }
    }
}
