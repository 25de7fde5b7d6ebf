package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Hearing;
import dev.hpcmcp.rest.Line;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * An ear at one run: events first, a socket where there are none, silence where there is neither.
 * Who waits looks by themselves all the while.
 */
final class Listening {
    private static final int TRIES = 4;

    private final PivotApi api;
    private final Caller caller;
    private final String session;
    private final Runnable changed;
    private final Rests rests;
    private volatile boolean over;
    private volatile boolean ended;
    private volatile boolean heard;
    private volatile Optional<String> status = Optional.empty();
    private final Thread thread;

    /**
     * How long things take.
     *
     * @param idle how long a line may be silent
     * @param first pause before another try; each is twice as long
     */
    record Rests(Duration idle, Duration first) {
        static final Rests USUAL = new Rests(Duration.ofSeconds(30), Duration.ofSeconds(2));
    }

    Listening(PivotApi api, Caller caller, String session, Runnable changed, Rests rests) {
        this.api = api;
        this.caller = caller;
        this.session = session;
        this.changed = changed;
        this.rests = rests;
        this.thread = Thread.ofVirtual().name("events " + api.cluster()).start(this::listen);
    }

    boolean isOver() {
        return over;
    }

    void close() {
        over = true;
        LockSupport.unpark(thread);
    }

    private void listen() {
        int failed = 0;
        boolean sockets = false;
        while (!over && failed < TRIES) {
            heard = false;
            one(sockets);
            failed = heard ? 0 : failed + 1;
            sockets = heard ? sockets : !sockets;
            pause(rests.first().multipliedBy(1L << Math.min(failed, TRIES)));
        }
        over = true;
    }

    private void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!over && System.nanoTime() < end) {
            LockSupport.parkNanos(this, end - System.nanoTime());
        }
    }

    private void one(boolean socket) {
        ended = false;
        Call call;
        try {
            call =
                    api.dressed(
                            caller,
                            "listening to the run",
                            Call.get(api.at(socket ? "ws" : "sse", "training", session))
                                    .silentFor(rests.idle()));
        } catch (HpcException notSignedIn) {
            return; // Who waits looks by themselves, and is told then.
        }
        try (Line _ = socket ? api.rest().socket(call, ear()) : api.rest().events(call, ear())) {
            while (!over && !ended) {
                LockSupport.parkNanos(this, rests.idle().toNanos());
            }
        } catch (HpcException tooMuch) {
            return; // Looks need the requests that are left more than we do.
        }
    }

    private Hearing ear() {
        return new Hearing() {
            @Override
            public void opened() {
                changed.run();
            }

            @Override
            public void heard(String kind, String text) {
                take(Happening.of(kind, text));
            }

            @Override
            public void ended() {
                ended = true;
                LockSupport.unpark(thread);
            }
        };
    }

    /** A heartbeat says nothing, unless the state in it is another than before. */
    private void take(Happening happening) {
        heard = true;
        boolean other =
                happening.status().isPresent()
                        && status.isPresent()
                        && !status.equals(happening.status());
        status = happening.status().or(() -> status);
        if (happening.news() || other) {
            changed.run();
        }
        if (happening.last()) {
            close();
        }
    }
}
