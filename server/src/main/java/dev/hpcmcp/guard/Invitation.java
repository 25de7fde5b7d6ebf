package dev.hpcmcp.guard;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Effect;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Invites the person to sign in when a call fails for want of it, waits a while, and makes the call
 * once more. A call that may have changed something is not made again: only one that reads, or one
 * that has sent nothing to any cluster yet.
 */
public final class Invitation implements Guard {
    private final SignInDesk desk;
    private final Sent sent;
    private final Clock clock;
    private final Duration patience;
    private final Duration glance;

    public Invitation(SignInDesk desk, Sent sent, Clock clock) {
        this(desk, sent, clock, Duration.ofMinutes(3), Duration.ofSeconds(1));
    }

    /**
     * @param patience how long somebody who agreed may take
     * @param glance how often it is looked whether they are done
     */
    Invitation(SignInDesk desk, Sent sent, Clock clock, Duration patience, Duration glance) {
        this.desk = desk;
        this.sent = sent;
        this.clock = clock;
        this.patience = patience;
        this.glance = glance;
    }

    @Override
    public <T> T pass(Visit visit, Work<T> work) throws InterruptedException {
        if (!visit.person().canOpen()) {
            return work.result();
        }
        sent.begin(visit.caller());
        try {
            return work.result();
        } catch (HpcException e) {
            if (!mayRepeat(visit) || !signedIn(visit, e.failure())) {
                throw e;
            }
            return work.result();
        } finally {
            sent.end(visit.caller());
        }
    }

    private boolean mayRepeat(Visit visit) {
        return visit.spec().effect() == Effect.READS || !sent.any(visit.caller());
    }

    private boolean signedIn(Visit visit, Failure failure) throws InterruptedException {
        if (!(failure instanceof Failure.SignInNeeded(String cluster, String _))) {
            return false;
        }
        Optional<URI> page = desk.page(cluster);
        if (page.isEmpty()) {
            return false;
        }
        Optional<Instant> before = desk.since(visit.caller(), cluster);
        String why =
                "Sign in at %s, so that your agent can go on with %s there."
                        .formatted(cluster, visit.spec().name());
        boolean done =
                visit.person().invite(page.get(), why) == Person.Consent.GIVEN
                        && changes(visit, cluster, before);
        visit.notes().add("invited to sign in: " + (done ? "done" : "not done"));
        return done;
    }

    private boolean changes(Visit visit, String cluster, Optional<Instant> before)
            throws InterruptedException {
        Instant end = clock.instant().plus(patience);
        while (true) {
            Optional<Instant> now = desk.since(visit.caller(), cluster);
            if (now.isPresent() && !now.equals(before)) {
                return true;
            }
            if (!clock.instant().isBefore(end)) {
                return false;
            }
            Thread.sleep(glance);
        }
    }
}
