package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.rest.RawServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every call ends in time, whatever the other side does. */
@Timeout(20)
class DeadlineTest {
    private final FakePace time = new FakePace();
    private final Rest rest = new Rest(time.pace());

    @AfterEach
    void closeClient() {
        rest.close();
    }

    private static Url jobs(String base) {
        return Endpoint.of("lab", base).within(Duration.ofSeconds(5)).at("jobs");
    }

    @Test
    void endsAtTheDeadlineIfNothingCame() throws IOException {
        try (RawServer server =
                RawServer.playing(connection -> {
                    connection.read();
                    connection.awaitEnd();
                })) {
            Url url = jobs(server.url());
            long start = System.nanoTime();

            Failure failure =
                    Failures.of(() -> rest.send(Call.get(url).within(Duration.ofMillis(300))));

            assertThat(failure)
                    .isEqualTo(new Failure.Unreachable("lab", "it did not answer in time"));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(2));
            assertThat(
                            Failures.of(() ->
                                    rest.send(Call.delete(url).within(Duration.ofMillis(300)))))
                    .isInstanceOf(Failure.OutcomeUnknown.class);
        }
    }

    @Test
    void endsAtTheDeadlineThoughSomethingKeepsComing() throws IOException {
        Script trickle =
                connection -> {
                    connection.read();
                    connection.write(RawServer.head(200, 1 << 20));
                    while (true) {
                        connection.write(" ");
                        Thread.sleep(20);
                    }
                };
        try (RawServer server = RawServer.playing(trickle)) {
            Call call = Call.get(jobs(server.url())).within(Duration.ofMillis(400));
            long start = System.nanoTime();

            assertThat(Failures.of(() -> rest.send(call)))
                    .isEqualTo(new Failure.BadAnswer("lab", 200, "its answer did not end in time"));
            assertThat(Failures.of(() -> rest.stream(call, new ByteArrayOutputStream())))
                    .isInstanceOf(Failure.BadAnswer.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void endsALongDownloadThatHasFallenSilent() throws IOException {
        Script silent =
                connection -> {
                    connection.read();
                    connection.write(RawServer.head(200, 100) + "half");
                    connection.awaitEnd();
                };
        try (RawServer server = RawServer.playing(silent)) {
            Call call =
                    Call.get(jobs(server.url()))
                            .within(Duration.ofMinutes(5))
                            .silentFor(Duration.ofMillis(200));

            assertThat(Failures.of(() -> rest.stream(call, new ByteArrayOutputStream())))
                    .isEqualTo(new Failure.BadAnswer("lab", 200, "its answer did not end in time"));
        }
    }
}
