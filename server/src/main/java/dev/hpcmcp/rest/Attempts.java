package dev.hpcmcp.rest;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Outcome.Answered;
import dev.hpcmcp.rest.Outcome.Broken;
import java.time.Duration;
import java.util.Optional;

/** One call from its first attempt to its answer or failure. */
final class Attempts {
    private static final int HOPS = 3;

    private final Wire wire;
    private final Pace pace;
    private final Optional<Throttle> budget;
    private final Intake intake;
    private final Deadline deadline;
    private final Patience patience;
    private Call call;
    private int failed;
    private int hops;
    private boolean maybeDone;

    /**
     * @param budget what each further attempt takes of
     */
    Attempts(Wire wire, Pace pace, Optional<Throttle> budget, Call call, Intake intake) {
        this.wire = wire;
        this.pace = pace;
        this.budget = budget;
        this.call = call;
        this.intake = intake;
        this.deadline = Deadline.in(pace.clock(), call.deadline());
        this.patience = new Patience(pace.dice());
    }

    Reply run() {
        while (true) {
            Outcome outcome = attempt();
            Optional<Reply> good = good(outcome);
            if (good.isPresent()) {
                return good.get();
            }
            if (!redirected(outcome)) {
                rest(outcome);
            }
        }
    }

    private Outcome attempt() {
        Outcome outcome =
                deadline.hasPassed()
                        ? Broken.late(false)
                        : wire.exchange(call, deadline.left(), intake);
        return outcome instanceof Answered(Reply reply) && maybeDone
                ? new Answered(reply.afterAnAttempt())
                : outcome;
    }

    private static Optional<Reply> good(Outcome outcome) {
        return outcome instanceof Answered(Reply reply)
                        && (reply.call().terms().judge().accepts(reply) || Statuses.isFine(reply))
                ? Optional.of(reply)
                : Optional.empty();
    }

    private boolean redirected(Outcome outcome) {
        Optional<Call> next =
                outcome instanceof Answered(Reply reply) ? Redirects.next(reply) : Optional.empty();
        if (next.isEmpty() || ++hops > HOPS) {
            return false;
        }
        call = next.get();
        return true;
    }

    /** Waits for the next attempt, or fails if there is none. */
    private void rest(Outcome outcome) {
        failed++;
        Optional<Duration> pause = mayRepeat(outcome) ? pause(outcome) : Optional.empty();
        if (pause.isEmpty()) {
            throw failure(outcome);
        }
        maybeDone |= call.changes() && mayHaveHappened(outcome);
        try {
            pace.sleeper().sleep(pause.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Broken.interrupted(false));
        }
        budget.ifPresent(all -> all.pass(pace, call));
    }

    private boolean mayRepeat(Outcome outcome) {
        boolean passing =
                switch (outcome) {
                    case Answered(Reply reply) -> Statuses.isPassing(reply);
                    case Broken broken -> !Breakages.isFinal(broken);
                };
        return passing && call.terms().safety().mayRepeat() && intake.isFresh();
    }

    private Optional<Duration> pause(Outcome outcome) {
        Optional<Duration> asked =
                outcome instanceof Answered(Reply reply) ? reply.retryAfter() : Optional.empty();
        return patience.pause(failed, asked, deadline.left());
    }

    private static boolean mayHaveHappened(Outcome outcome) {
        return switch (outcome) {
            case Answered(Reply reply) -> Statuses.leavesItOpen(reply.status());
            case Broken broken -> broken.sent();
        };
    }

    private HpcException failure(Outcome outcome) {
        return switch (outcome) {
            case Answered(Reply reply) -> new HpcException(inDoubt(Statuses.failure(reply)));
            case Broken broken ->
                    new HpcException(inDoubt(Breakages.failure(call, broken)), broken.cause());
        };
    }

    /**
     * A change that an earlier attempt may have made is not undone by what became of a later one.
     */
    private Failure inDoubt(Failure last) {
        boolean saysNothing =
                last instanceof Failure.Unreachable
                        || last instanceof Failure.Busy
                        || last instanceof Failure.BadAnswer;
        return maybeDone && saysNothing
                ? new Failure.OutcomeUnknown(call.cluster(), call.terms().operation())
                : last;
    }
}
