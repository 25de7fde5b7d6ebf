package dev.hpcmcp.guard;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.text.FailureWords;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Has in the audit what people and operators do outside calls, as it has changes by calls: before
 * anything is done, and again when it is over.
 */
public final class Witness {
    /** Where there is no audit. */
    public static final Witness NONE =
            new Witness(() -> Trail.NOWHERE, false, false, Clock.systemUTC());

    private final Supplier<Trail> trail;
    private final boolean reads;
    private final boolean required;
    private final Clock clock;

    /**
     * @param trail asked for when there is something to record
     * @param reads whether what changes nothing is recorded too
     * @param required whether a deed that cannot be recorded is refused
     */
    public Witness(Supplier<Trail> trail, boolean reads, boolean required, Clock clock) {
        this.trail = trail;
        this.reads = reads;
        this.required = required;
        this.clock = clock;
    }

    /**
     * Has it done once it is on record.
     *
     * @param upshot what to record of what came of it
     * @throws HpcException {@code Conflict} if it has to be recorded and cannot be: nothing is done
     */
    public <T> T sees(Act act, Supplier<T> deed, Function<T, Upshot> upshot) {
        Trail to = trail.get();
        Acted acted = new Acted(act);
        long start = System.nanoTime();
        Upshot end = Upshot.of("error");
        try {
            Audit.begin(to, acted.begun(clock.instant()), required);
            T done = deed.get();
            end = upshot.apply(done);
            return done;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            end = Upshot.of("cancelled");
            throw new HpcException(
                    new Failure.Conflict("this was cut short, and nothing was done"), told);
        } catch (HpcException e) {
            end = Upshot.of(FailureWords.code(e.failure()));
            throw e;
        } catch (NotKept away) {
            end = Upshot.of("unreachable");
            throw away;
        } catch (IllegalArgumentException wrong) {
            end = Upshot.of("invalid_input");
            throw wrong;
        } finally {
            to.note(acted.over(Trace.Kind.END, clock.instant(), end, System.nanoTime() - start));
        }
    }

    /** Records what was refused before anything began. */
    public void refused(Act act, Failure why) {
        Upshot end = Upshot.of(FailureWords.code(why));
        trail.get().note(new Acted(act).over(Trace.Kind.END, clock.instant(), end, 0));
    }

    /** Records what changes nothing, where such things are. */
    public void notes(Act act) {
        if (reads) {
            trail.get().note(new Acted(act).over(Trace.Kind.READ, clock.instant(), Upshot.OK, 0));
        }
    }
}
