package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Events;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.rest.Talk;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Listens to the gateway's WebSocket for one who waits. It runs on a thread of its own, which ends
 * when it is closed or when the gateway turns out to have no such thing.
 */
final class Following implements Events.Following {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Rest rest;
    private final Pace pace;
    private final Signing signing;
    private final Call address;
    private final Caller caller;
    private final Runnable changed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<Optional<Talk>> open = new AtomicReference<>(Optional.empty());
    private final Thread thread;

    Following(
            Rest rest, Pace pace, Signing signing, Call address, Caller caller, Runnable changed) {
        this.rest = rest;
        this.pace = pace;
        this.signing = signing;
        this.address = address;
        this.caller = caller;
        this.changed = changed;
        this.thread = Thread.ofVirtual().name("events s9s").unstarted(this::run);
    }

    Following start() {
        thread.start();
        return this;
    }

    @Override
    public void close() {
        closed.set(true);
        thread.interrupt();
        open.getAndSet(Optional.empty()).ifPresent(Talk::close);
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed.get()) {
            Session session = new Session();
            try {
                session.run();
            } catch (InterruptedException gone) {
                return;
            }
            if (session.ending.get().filter(Following::isForGood).isPresent()) {
                return;
            }
            pause = session.wasOpen.get() ? FIRST_PAUSE : longer(pause);
            if (!slept(pause)) {
                return;
            }
        }
    }

    /** A gateway without this, or that does not want us, will not change its mind soon. */
    private static boolean isForGood(Failure failure) {
        return switch (failure) {
            case Failure.Unreachable _, Failure.Busy _ -> false;
            case Failure.BadAnswer bad -> bad.status() < 500;
            default -> true;
        };
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    private boolean slept(Duration pause) {
        try {
            pace.sleeper().sleep(pause);
            return true;
        } catch (InterruptedException gone) {
            return false;
        }
    }

    /** One connection from its opening to its end. */
    private final class Session implements Talk.Ear {
        private final CountDownLatch over = new CountDownLatch(1);
        private final AtomicBoolean wasOpen = new AtomicBoolean();
        private final AtomicReference<Optional<Failure>> ending =
                new AtomicReference<>(Optional.empty());

        private void run() throws InterruptedException {
            Talk talk;
            try {
                talk = rest.talk(signing.signed(caller, address), this);
            } catch (HpcException e) {
                ending.set(Optional.of(e.failure()));
                return;
            }
            open.set(Optional.of(talk));
            try {
                if (!closed.get()) {
                    over.await();
                }
            } finally {
                talk.close();
            }
        }

        /** Without a filter on states: it would hide the very change that is waited for. */
        @Override
        public void opened(Talk talk) {
            wasOpen.set(true);
            Map<String, Object> wish = new LinkedHashMap<>();
            wish.put("action", "subscribe");
            wish.put("channel", "jobs");
            signing.account(caller)
                    .user()
                    .ifPresent(user -> wish.put("filter", Map.of("user", user)));
            talk.say(wish);
            changed.run();
        }

        @Override
        public void said(String text) {
            Part message = Part.parse(text);
            boolean other =
                    message.text("channel").filter(name -> !name.equals("jobs")).isPresent();
            boolean talkOnly =
                    message.text("resource_id").isEmpty() && !message.part("data").isObject();
            if (!other && !talkOnly && !closed.get()) {
                changed.run();
            }
        }

        @Override
        public void ended(Failure why) {
            ending.set(Optional.of(why));
            over.countDown();
        }
    }
}
