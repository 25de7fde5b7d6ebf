package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InterruptTest {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final AtomicReference<Failure> failure = new AtomicReference<>();
    private final AtomicBoolean stillInterrupted = new AtomicBoolean();

    private void keepSilent(RawServer.Connection connection) throws IOException {
        connection.read();
        arrived.countDown();
        connection.awaitEnd();
        hungUp.countDown();
    }

    /**
     * Makes a call on a thread of the given kind, interrupts it once the server has it, and waits
     * for its end.
     */
    private void interrupted(Thread.Builder kind, RawServer server, Call call, Rest rest)
            throws Exception {
        Thread caller =
                kind.start(() -> {
                    failure.set(Failures.of(() -> rest.send(call)));
                    stillInterrupted.set(Thread.currentThread().isInterrupted());
                });
        assertThat(arrived.await(5, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        assertThat(caller.join(Duration.ofSeconds(2))).isTrue();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void endsAReadAndItsConnectionAtOnce() throws Exception {
        FakePace time = new FakePace();
        try (RawServer server = RawServer.playing(this::keepSilent);
                Rest rest = new Rest(time.pace())) {
            interrupted(
                    Thread.ofPlatform(),
                    server,
                    Call.get(Endpoint.of("lab", server.url()).at("jobs")),
                    rest);

            assertThat(failure.get())
                    .isEqualTo(new Failure.Unreachable("lab", "the call was cancelled"));
            assertThat(stillInterrupted).isTrue();
            assertThat(time.pauses()).isEmpty();
            assertThat(hungUp.await(2, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void leavesAChangeInDoubt() throws Exception {
        try (RawServer server = RawServer.playing(this::keepSilent);
                Rest rest = new Rest(Pace.real())) {
            Call call =
                    Call.delete(Endpoint.of("lab", server.url()).at("jobs")).doing("cancelling");
            interrupted(Thread.ofVirtual(), server, call, rest);

            assertThat(failure.get()).isEqualTo(new Failure.OutcomeUnknown("lab", "cancelling"));
            assertThat(stillInterrupted).isTrue();
        }
    }

    @Test
    void endsTheWaitForAnotherAttempt() throws Exception {
        Pace impatient =
                new Pace(
                        Clock.systemUTC(),
                        time -> {
                            throw new InterruptedException();
                        },
                        () -> 1);
        try (RawServer server = RawServer.playing(connection -> connection.reset());
                Rest rest = new Rest(impatient)) {
            Failure end =
                    Failures.of(
                            () -> rest.send(Call.get(Endpoint.of("lab", server.url()).at("jobs"))));

            assertThat(end).isEqualTo(new Failure.Unreachable("lab", "the call was cancelled"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void endsAtTheDeadlineThoughTheSinkIsStuck() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        OutputStream stuck =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                    }
                };
        try (RawServer server =
                        RawServer.playing(connection -> {
                            connection.read();
                            connection.answer("data");
                        });
                Rest rest = new Rest(Pace.real())) {
            Call call =
                    Call.get(Endpoint.of("lab", server.url()).at("log"))
                            .within(Duration.ofMillis(300));

            long start = System.nanoTime();

            assertThat(Failures.of(() -> rest.stream(call, stuck)))
                    .isInstanceOf(Failure.Unreachable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }
}
