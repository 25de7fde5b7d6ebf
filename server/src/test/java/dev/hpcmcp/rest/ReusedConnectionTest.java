package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.rest.RawServer.Script;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections are kept for the next call, which is where changes get lost. */
@Timeout(20)
class ReusedConnectionTest {
    private final FakePace time = new FakePace();
    private final Rest rest = new Rest(time.pace());

    @AfterEach
    void closeClient() {
        rest.close();
    }

    private static Url jobs(String base) {
        return Endpoint.of("lab", base).within(Duration.ofSeconds(5)).at("jobs");
    }

    /** The server has closed the connection of the read before: the change has its own. */
    @Test
    void sendsAChangeOnceIfTheConnectionOfAReadWasClosedBefore() throws IOException {
        Script once =
                connection -> {
                    connection.read();
                    connection.answer("{}");
                };
        try (RawServer server = RawServer.playing(once)) {
            rest.send(Call.get(jobs(server.url())));

            assertThat(rest.send(Call.post(jobs(server.url()), Body.json(1))).status())
                    .isEqualTo(200);
            assertThat(server.requests()).hasSize(2);
        }
    }

    /**
     * The server closes a reused connection on receiving: it may have acted, so we must not send it
     * again.
     */
    @Test
    void leavesAChangeInDoubtIfAReusedConnectionIsClosedOnIt() throws IOException {
        try (RawServer server = RawServer.playing(ReusedConnectionTest::closesOnTheSecond)) {
            rest.send(Call.post(jobs(server.url()), Body.json(1)));

            Call change = Call.post(jobs(server.url()), Body.json(1)).doing("submitting");
            assertThat(Failures.of(() -> rest.send(change)))
                    .isEqualTo(new Failure.OutcomeUnknown("lab", "submitting"));
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void doesNotReuseAConnectionForAChangeThatHasBeenIdleForASecond() throws Exception {
        try (RawServer server = RawServer.playing(ReusedConnectionTest::closesOnTheSecond)) {
            rest.send(Call.post(jobs(server.url()), Body.json(1)));
            Thread.sleep(1300);

            assertThat(rest.send(Call.post(jobs(server.url()), Body.json(1))).status())
                    .isEqualTo(200);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void readsAgainIfAReusedConnectionIsClosedOnIt() throws IOException {
        try (RawServer server = RawServer.playing(ReusedConnectionTest::closesOnTheSecond)) {
            rest.send(Call.get(jobs(server.url())));

            assertThat(rest.send(Call.get(jobs(server.url()))).status()).isEqualTo(200);
            assertThat(server.requests()).hasSize(3);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(time.pauses()).hasSize(1);
        }
    }

    private static void closesOnTheSecond(RawServer.Connection connection) throws IOException {
        connection.read();
        connection.answer("{}");
        connection.read();
    }

    @Test
    void usesOneConnectionForManyCallsAndUsers() throws IOException {
        Script patient =
                connection -> {
                    while (true) {
                        connection.read();
                        connection.answer("{}");
                    }
                };
        try (RawServer server = RawServer.playing(patient)) {
            for (int i = 0; i < 20; i++) {
                rest.send(Call.get(jobs(server.url())).header("X-USER", "user" + i));
            }

            assertThat(server.requests()).hasSize(20);
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
