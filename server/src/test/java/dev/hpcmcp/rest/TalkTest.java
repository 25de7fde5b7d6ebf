package dev.hpcmcp.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WebSockets that are refused, that fall silent, and that say far too much. */
class TalkTest {
    private static final Duration OFTEN = Duration.ofMillis(100);

    private final Rest rest = new Rest(Pace.real());
    private final CompletableFuture<Failure> ending = new CompletableFuture<>();
    private final ServerSocket server;

    TalkTest() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        rest.close();
        server.close();
    }

    private Failure ending(Duration ping) throws Exception {
        return ending(call -> call, ping);
    }

    private Failure ending(UnaryOperator<Call> made, Duration ping) throws Exception {
        Endpoint there = Endpoint.of("lab", "http://127.0.0.1:" + server.getLocalPort() + "/v1");
        try (Talk talk = rest.talk(made.apply(Call.get(there.at("ws"))), ear(), ping)) {
            assertThat(talk).isNotNull();
            return ending.get(20, TimeUnit.SECONDS);
        }
    }

    private Talk.Ear ear() {
        return new Talk.Ear() {
            @Override
            public void said(String text) {}

            @Override
            public void ended(Failure why) {
                ending.complete(why);
            }
        };
    }

    private interface Behaviour {
        void after(Socket handshake) throws Exception;
    }

    private void serverThat(Behaviour does) {
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket socket = server.accept()) {
                        does.after(socket);
                    } catch (Exception closed) {
                        // The client has gone, as it should.
                    }
                });
    }

    private static void shakeHands(Socket socket) throws Exception {
        shakeHands(socket, "");
    }

    private static void shakeHands(Socket socket, String more) throws Exception {
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String key = "";
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Sec-WebSocket-Key: ")) {
                key = line.substring("Sec-WebSocket-Key: ".length());
            }
        }
        byte[] sum =
                MessageDigest.getInstance("SHA-1")
                        .digest(
                                (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                        .getBytes(StandardCharsets.US_ASCII));
        say(
                socket,
                "HTTP/1.1 101 Yes\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(sum)
                        + "\r\n"
                        + more
                        + "\r\n");
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aPeerThatFellSilentHasGone() throws Exception {
        serverThat(socket -> {
            shakeHands(socket);
            socket.getInputStream().readAllBytes();
        });

        assertThat(ending(OFTEN)).isInstanceOf(Failure.Unreachable.class);
    }

    @Test
    void theCallHearsUnderWhichIdItWasOpened() throws Exception {
        serverThat(socket -> shakeHands(socket, "X-Request-Id: theirs\r\n"));
        Caller alice = Callers.ALICE.with(Badge.NONE.calling("call-7", "agent"));

        assertThat(ending(call -> call.madeIn(alice), Duration.ofMinutes(1)))
                .isInstanceOf(Failure.Unreachable.class);

        assertThat(alice.badge().call().orElseThrow().answers()).containsExactly("theirs");
    }

    @Test
    void aRefusalIsToldByItsStatus() throws Exception {
        serverThat(socket -> say(socket, "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"));

        assertThat(ending(Duration.ofMinutes(1))).isInstanceOf(Failure.SignInNeeded.class);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        serverThat(socket ->
                say(
                        socket,
                        "HTTP/1.1 308 There\r\nLocation: http://elsewhere.invalid/ws\r\nContent-Length: 0\r\n\r\n"));

        assertThat(ending(Duration.ofMinutes(1))).isInstanceOf(Failure.BadAnswer.class);
    }

    @Test
    void aMessageWithoutEndIsNotKept() throws Exception {
        long[] written = new long[1];
        serverThat(socket -> {
            shakeHands(socket);
            byte[] head = {(byte) 0x81, 127, 0, 0, 0, 0, 0x40, 0, 0, 0};
            socket.getOutputStream().write(head);
            byte[] chunk = "x".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
            while (written[0] < 1L << 30) {
                socket.getOutputStream().write(chunk);
                written[0] += chunk.length;
            }
        });

        assertThat(ending(Duration.ofMinutes(1))).isInstanceOf(Failure.Unreachable.class);
        assertThat(written[0]).isLessThan(64L << 20);
    }
}
