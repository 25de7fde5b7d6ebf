package dev.hpcmcp.guard;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Effect;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records every call: a change before anything is done and again when it is over, so that no crash
 * hides it; what only reads, once.
 */
public final class Audit implements Guard {
    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final Trail trail;
    private final boolean reads;
    private final boolean required;
    private final Clock clock;

    /**
     * @param reads whether calls that change nothing are recorded too
     * @param required whether a change that cannot be recorded is refused
     */
    public Audit(Trail trail, boolean reads, boolean required, Clock clock) {
        this.trail = trail;
        this.reads = reads;
        this.required = required;
        this.clock = clock;
    }

    @Override
    public <T> T pass(Visit visit, Work<T> work) throws InterruptedException {
        boolean change = visit.spec().effect() != Effect.READS;
        if (!change && !reads) {
            return work.result();
        }
        Traced traced = new Traced(visit);
        long start = System.nanoTime();
        Trace.Kind kind = change ? Trace.Kind.END : Trace.Kind.READ;
        String outcome = "error";
        Optional<Object> answer = Optional.empty();
        Optional<Failure> failure = Optional.empty();
        try {
            if (change) {
                begin(trail, traced.begun(clock.instant()), required);
            }
            T result = work.result();
            outcome = "ok";
            answer = Optional.ofNullable(change ? result : null);
            return result;
        } catch (HpcException e) {
            failure = Optional.of(e.failure());
            throw e;
        } catch (InterruptedException e) {
            outcome = "cancelled";
            throw e;
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            trail.note(traced.over(kind, clock.instant(), outcome, failure, answer, took));
        }
    }

    /** On disk when this returns, unless that is not required. */
    static void begin(Trail trail, Trace begun, boolean required) throws InterruptedException {
        try {
            trail.keep(begun);
        } catch (NotKept broken) {
            if (required) {
                throw new HpcException(
                        new Failure.Conflict(
                                "this server changes nothing that it cannot record, and its audit cannot be written: %s. Nothing was done; the operator can mend that"
                                        .formatted(broken.problem())),
                        broken);
            }
            LOG.warn("a change goes on that is not in the audit: {}", broken.problem());
        }
    }
}
