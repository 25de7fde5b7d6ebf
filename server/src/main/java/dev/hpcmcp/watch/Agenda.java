package dev.hpcmcp.watch;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Allowance;
import dev.hpcmcp.port.HpcException;
import java.util.List;

/** Decides what a poller does next. Guarded by the lock of its {@link Watch}. */
final class Agenda {
    private final Plan plan = new Plan();
    private final Outlook outlook;
    private final Crowd crowd;
    private final Rhythm rhythm;
    private final Allowance allowance;
    private final long soon;

    /**
     * @param soon how long somebody who has seen nothing yet waits for the next round at most
     */
    Agenda(Outlook outlook, Rhythm rhythm, Allowance allowance, long soon) {
        this.outlook = outlook;
        this.crowd = outlook.crowd();
        this.rhythm = rhythm;
        this.allowance = allowance;
        this.soon = soon;
    }

    Step next(long now) {
        long left = left(now);
        if (left > 0) {
            return new Step.Sleep(left);
        }
        long dry = allowance.take(now);
        if (dry > 0) {
            outlook.refuse(dry, now);
            return new Step.Sleep(dry);
        }
        return ask(now);
    }

    /** How long until there is something to ask. */
    private long left(long now) {
        Circuit circuit = outlook.circuit();
        if (circuit.open(now).isPresent()) {
            return circuit.until() - now;
        }
        if (plan.unfinished() || !crowd.readers().isEmpty()) {
            return 0;
        }
        return crowd.hasNewcomers() ? rhythm.leftForNewcomers(now, soon) : rhythm.left(now);
    }

    private Step.Ask ask(long now) {
        List<Waiter> readers = crowd.readers();
        boolean quiet = !crowd.waits() || rhythm.left(now) > 0;
        if (!plan.unfinished() && !readers.isEmpty() && quiet) {
            return Plan.forReaders(readers, now, outlook.era());
        }
        if (!plan.unfinished()) {
            rhythm.begin(now);
            plan.begin(crowd, outlook.sights());
        }
        return plan.next(crowd.asker(), now, outlook.era());
    }

    void saw(Step.Ask ask, JobsFound found, long now) {
        plan.found(found.jobs().stream().map(Job::jobId).toList());
        outlook.saw(ask, found, now);
    }

    void failed(Step.Ask ask, HpcException e, long now) {
        plan.stop();
        outlook.failed(ask, e, now);
    }

    void stop() {
        plan.stop();
    }
}
