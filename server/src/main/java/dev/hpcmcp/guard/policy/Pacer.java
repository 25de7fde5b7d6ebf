package dev.hpcmcp.guard.policy;

import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.guard.Visit;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.Optional;

/** Lets nobody call more often than the policy says, where no web server stands before us. */
public final class Pacer implements Guard {
    private final Rates rates;

    public Pacer(Rates rates) {
        this.rates = rates;
    }

    @Override
    public <T> T pass(Visit visit, Work<T> work) throws InterruptedException {
        Optional<Rates.Wait> wait = rates.take(visit.caller());
        if (wait.isPresent()) {
            throw new HpcException(
                    new Failure.OverBudget(
                            "requests-per-minute: " + wait.get().words(),
                            "",
                            Optional.empty(),
                            Optional.of(
                                    "Come again in %s; to wait for jobs call wait_for_job"
                                            .formatted(Spell.time(wait.get().time())))));
        }
        return work.result();
    }
}
