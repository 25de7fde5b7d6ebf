package dev.hpcmcp.rest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SizeTest extends RestFixture {
    private final AtomicLong sent = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Sends without end, counts, and notices when the client has had enough. */
    private void pourOut(RawServer.Connection connection) throws IOException {
        connection.read();
        byte[] chunk = new byte[1 << 16];
        try {
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n");
            while (true) {
                connection.write(chunk);
                sent.addAndGet(chunk.length);
            }
        } finally {
            closed.countDown();
        }
    }

    @Test
    void takesNoMoreThanEightMebibytesAndClosesTheConnection() throws Exception {
        try (RawServer raw = RawServer.playing(this::pourOut)) {
            Url url = Endpoint.of("lab", raw.url()).at("jobs");

            assertThat(Failures.of(() -> rest.send(Call.get(url))))
                    .isEqualTo(
                            new Failure.BadAnswer("lab", 200, "its answer is larger than 8 MiB"));
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
            // What is not ours is in the buffers of the two kernels.
            assertThat(sent.get()).isLessThan(64 << 20);
            assertThat(raw.requests()).hasSize(1);
        }
    }

    /** Reading the rest only to save the connection would be to read it after all. */
    @Test
    void doesNotReadTheRestOfWhatIsTooLargeToSaveTheConnection() throws IOException {
        RawServer.Script twoMegabytes =
                connection -> {
                    while (true) {
                        connection.read();
                        connection.answer("x".repeat(2 << 20));
                    }
                };
        try (RawServer raw = RawServer.playing(twoMegabytes)) {
            Call call = Call.get(Endpoint.of("lab", raw.url()).at("jobs")).atMost(1 << 20);

            rest.stream(call, new Tail(10));
            Failures.of(() -> rest.send(call));
            rest.stream(call, new Tail(10));

            assertThat(raw.connections()).isEqualTo(3);
        }
    }

    @Test
    void leavesAChangeInDoubtWhoseAnswerIsTooLarge() {
        answers(ok("123456"));

        assertThat(Failures.of(() -> rest.send(Call.post(jobs(), Body.json(1)).atMost(5))))
                .isInstanceOf(Failure.OutcomeUnknown.class);
        assertThat(rest.send(Call.post(jobs(), Body.json(1)).atMost(6)).text()).isEqualTo("123456");
    }

    @Test
    void countsWhatAGzipBombUnpacksTo() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                gzip.write(zeros);
            }
        }
        answers(aResponse().withHeader("Content-Encoding", "gzip").withBody(bomb.toByteArray()));

        assertThat(Failures.of(() -> rest.send(Call.get(jobs()))))
                .isEqualTo(new Failure.BadAnswer("lab", 200, "its answer is larger than 8 MiB"));
        assertThat(bomb.size()).isLessThan(1 << 20);
    }

    @Test
    void keepsOnlyTheBeginningOfAHugeError() {
        answers(aResponse().withStatus(409).withBody("x".repeat(9 << 20)));
        AtomicLong kept = new AtomicLong();
        Judge judge =
                reply -> {
                    kept.set(reply.bytes().length);
                    return false;
                };

        assertThat(Failures.of(() -> rest.send(Call.get(jobs()).judgedBy(judge))))
                .isInstanceOf(Failure.Conflict.class);
        assertThat(kept.get()).isEqualTo(64 << 10);
    }

    @Test
    void streamsAsMuchAsTheCallTakesAndClosesTheConnection() throws Exception {
        try (RawServer raw = RawServer.playing(this::pourOut)) {
            Url url = Endpoint.of("lab", raw.url()).at("log");
            Tail tail = new Tail(1000);

            Streamed streamed =
                    rest.stream(Call.get(url).accept("text/plain").atMost(20 << 20), tail);

            assertThat(streamed.bytes()).isEqualTo(20 << 20);
            assertThat(streamed.cut()).isTrue();
            assertThat(tail.total()).isEqualTo(20 << 20);
            assertThat(tail.bytes()).hasSize(1000);
            assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void streamsExactlyAsMuchWithoutCallingItCut() {
        answers(ok("123456").withHeader("ETag", "\"v1\""));
        ByteArrayOutputStream sink = new ByteArrayOutputStream();

        Streamed streamed = rest.stream(Call.get(jobs()).accept("*/*").atMost(6), sink);

        assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo("123456");
        assertThat(streamed.cut()).isFalse();
        assertThat(streamed.reply().header("ETag")).contains("\"v1\"");
    }

    @Test
    void streamsNothingOfAnError() {
        answers(aResponse().withStatus(404).withBody("no such log"));
        ByteArrayOutputStream sink = new ByteArrayOutputStream();

        assertThat(Failures.of(() -> rest.stream(Call.get(jobs()).about("log", "12"), sink)))
                .isEqualTo(new Failure.NotFound("log", "12"));
        assertThat(sink.size()).isZero();
    }

    @Test
    void doesNotStreamAgainWhatHasBeenPassedOn() throws IOException {
        try (RawServer raw =
                RawServer.playing(connection -> {
                    connection.read();
                    connection.write(RawServer.head(200, 100) + "half");
                })) {
            Url url = Endpoint.of("lab", raw.url()).at("log");
            ByteArrayOutputStream sink = new ByteArrayOutputStream();

            assertThat(Failures.of(() -> rest.stream(Call.get(url), sink)))
                    .isInstanceOf(Failure.BadAnswer.class);
            assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo("half");
            assertThat(raw.requests()).hasSize(1);
        }
    }

    @Test
    void streamsAgainWhatNothingHadComeOf() throws IOException {
        try (RawServer raw =
                RawServer.playing(connection -> {
                    connection.read();
                    if (connection.number() > 1) {
                        connection.answer("whole");
                    }
                })) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();

            rest.stream(Call.get(Endpoint.of("lab", raw.url()).at("log")), sink);

            assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo("whole");
        }
    }

    @Test
    void doesNotBlameTheClusterForAFullDisk() {
        answers(ok("123456"));
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("no space left on device");
                    }
                };

        assertThatThrownBy(() -> rest.stream(Call.get(jobs()), full))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no space left on device");
        assertThat(left()).hasSize(1);
    }
}
