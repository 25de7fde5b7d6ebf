package dev.hpcmcp.guard;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Effect;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nobody pass who was stopped, and ends what they wait for. A change that is under way is not
 * interrupted: nobody would know whether it happened.
 */
public final class KillSwitch implements Guard {
    private static final Logger LOG = LoggerFactory.getLogger(KillSwitch.class);

    private final Stops stops;
    private final Clock clock;
    private final Duration glance;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private List<Stop> seen = List.of();
    private Optional<Long> seenAt = Optional.empty();
    private boolean blind;
    private boolean watched;

    public KillSwitch(Stops stops, Clock clock) {
        this(stops, clock, Duration.ofSeconds(1));
    }

    /**
     * @param glance how old what was seen may be, and how often running calls are looked at: a stop
     *     is noticed after twice that at the latest
     */
    KillSwitch(Stops stops, Clock clock, Duration glance) {
        this.stops = stops;
        this.clock = clock;
        this.glance = glance;
    }

    @Override
    public <T> T pass(Visit visit, Work<T> work) throws InterruptedException {
        check(visit.caller());
        if (visit.spec().effect() != Effect.READS) {
            return work.result();
        }
        Running mine = new Running(visit.caller());
        running.add(mine);
        watch();
        Optional<Stop> stopped = Optional.empty();
        try {
            return work.result();
        } finally {
            running.remove(mine);
            stopped = mine.over();
            stopped.ifPresent(KillSwitch::refuse);
        }
    }

    /** The person may have taken minutes to agree to it. */
    @Override
    public void permit(Visit visit, Deed deed) {
        check(visit.caller());
    }

    @Override
    public void stay(Caller caller) {
        check(caller);
    }

    private void check(Caller caller) {
        stop(caller).ifPresent(KillSwitch::refuse);
    }

    private Optional<Stop> stop(Caller caller) {
        return stops().stream().filter(stop -> stop.stops(caller, clock.instant())).findFirst();
    }

    private static void refuse(Stop stop) {
        throw new HpcException(
                new Failure.NotAllowed(
                        "%s. Make no more calls; jobs that run go on. The person can ask %s"
                                .formatted(stop.words(), stop.by()),
                        Optional.empty()));
    }

    /** What is not known anew stays as it was: a store that is away lifts no stop. */
    private synchronized List<Stop> stops() {
        long now = System.nanoTime();
        if (seenAt.filter(at -> now - at < glance.toNanos()).isEmpty()) {
            try {
                seen = stops.now();
                blind = false;
            } catch (NotKept away) {
                if (!blind) {
                    LOG.warn("nobody can be stopped now: {}", away.problem());
                }
                blind = true;
            }
            seenAt = Optional.of(System.nanoTime());
        }
        return seen;
    }

    private synchronized void watch() {
        if (!watched) {
            watched = true;
            Thread.ofVirtual().name("kill-switch").start(this::endStopped);
        }
    }

    private synchronized boolean idle() {
        watched = !running.isEmpty();
        return !watched;
    }

    private void endStopped() {
        try {
            do {
                Thread.sleep(glance);
                running.forEach(call -> stop(call.caller()).ifPresent(call::end));
            } while (!idle());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
