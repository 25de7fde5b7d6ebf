package dev.hpcmcp.backend.s9s;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A gateway that remembers, and a backend in whose time nobody waits. */
abstract class S9sFixture {
    static final Caller ALICE = Callers.ALICE;

    final FakeS9s server = fake();
    final Later time = new Later();
    final List<Duration> slept = new CopyOnWriteArrayList<>();
    private final Pace pace = new Pace(time, this::sleep, () -> 0);
    final Rest rest = new Rest(pace);
    final S9sBackend s9s = backend(settings(server.url()));

    @AfterEach
    void close() {
        rest.close();
        server.close();
    }

    final S9sBackend backend(S9sSettings settings) {
        return new S9sBackend(settings, rest, pace);
    }

    private void sleep(Duration pause) {
        slept.add(pause);
        time.pass(pause);
    }

    static FakeS9s fake() {
        try {
            return new FakeS9s();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static S9sSettings settings(String url) {
        return S9sSettings.usual("lab", url, new S9sSettings.Token(Secret.of("token-of-alice")))
                .withUser("alice");
    }

    /** Everybody with a sign-in of their own. */
    static S9sSettings.Account account(Caller caller) {
        return new S9sSettings.Account(
                Optional.of(caller.subject()),
                new S9sSettings.Token(Secret.of("token-of-" + caller.subject())));
    }

    static Failure failure(ThrowingCallable call) {
        HpcException thrown = catchThrowableOfType(HpcException.class, call);
        if (thrown == null) {
            throw new AssertionError("expected a failure, but it worked");
        }
        return thrown.failure();
    }

    /** A clock that is as late as it was told. */
    static final class Later extends Clock {
        private final AtomicReference<Duration> late = new AtomicReference<>(Duration.ZERO);

        void pass(Duration time) {
            late.updateAndGet(before -> before.plus(time));
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(late.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
