package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster that sends us elsewhere, whatever we ask it for: nobody there hears of us. */
@Timeout(60)
class ElsewhereTest {
    private static final Secret TOKEN = Secret.of("t0ken-of-elsewhere");

    private final Rest rest = new Rest(new FakePace().pace());
    private final RawServer elsewhere;
    @TempDir private Path folder;

    ElsewhereTest() throws IOException {
        elsewhere =
                RawServer.playing(connection -> {
                    connection.read();
                    connection.answer("{}");
                });
    }

    @AfterEach
    void close() throws IOException {
        rest.close();
        elsewhere.close();
    }

    private RawServer sending(int status, String host) throws IOException {
        String location =
                host.startsWith("//") ? host + elsewhere.port() : host + elsewhere.port() + "/x";
        return RawServer.playing(connection -> {
            connection.read();
            connection.write(
                    "HTTP/1.1 %d Go\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
                            .formatted(status, location));
        });
    }

    private void asks(Call call) throws Exception {
        quietly(() -> rest.send(call));
        quietly(() -> rest.stream(call, OutputStream.nullOutputStream()));
        quietly(() -> new Fetch(rest, folder.resolve("f"), 100).run(call));
        CountDownLatch ended = new CountDownLatch(2);
        try (Line _ = rest.events(call, until(ended));
                Line _ = rest.socket(call, until(ended))) {
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
            throw new AssertionError("it was answered");
        } catch (HpcException refused) {
            assertThat(refused.failure().toString()).doesNotContain("t0ken");
        }
    }

    private static Hearing until(CountDownLatch ended) {
        return new Hearing() {
            @Override
            public void opened() {}

            @Override
            public void heard(String kind, String text) {}

            @Override
            public void ended() {
                ended.countDown();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void neitherCallsNorDownloadsNorLinesFollow(int status) throws Exception {
        for (String host :
                new String[] {
                    "http://127.0.0.1:",
                    "http://localhost:",
                    "http://0x7f.1:",
                    "http://[::ffff:127.0.0.1]:",
                    "http://user:pass@127.0.0.1:",
                    "//127.0.0.1:",
                    "https://127.0.0.1:"
                }) {
            try (RawServer lab = sending(status, host)) {
                Url url = Endpoint.of("lab", lab.url()).at("jobs");
                asks(Call.get(url).bearer(TOKEN));
                quietly(() -> rest.send(Call.post(url, Body.json(1)).bearer(TOKEN)));
            }
        }
        assertThat(elsewhere.connections()).isZero();
        assertThat(Files.exists(folder.resolve("f"))).isFalse();
    }
}
