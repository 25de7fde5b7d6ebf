package dev.hpcmcp.rest;

import dev.hpcmcp.port.Failure;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket. What it hears is told to one ear, message by message, on a thread of the network's;
 * that it ended is told once. A peer that is silent to our pings has gone.
 */
public final class Talk implements AutoCloseable {
    private static final int NORMAL = 1000;

    private final WebSocket socket;

    Talk(WebSocket socket) {
        this.socket = socket;
    }

    /** Who listens. */
    public interface Ear {
        /** It is there, and something can be said. */
        default void opened(Talk talk) {}

        /** What was said is somebody else's text. */
        void said(String text);

        /** Nothing more will be heard; or it could not be opened in the first place. */
        void ended(Failure why);
    }

    /** Says something, as JSON. Whether it arrives nobody knows. */
    public void say(Object message) {
        socket.send(new String(Codec.write(message), java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Ends it at once; the ear hears that, too. Harmless when it has ended. */
    @Override
    public void close() {
        socket.close(NORMAL, null);
        socket.cancel();
    }

    /** Passes on what OkHttp tells. */
    static final class Wires extends WebSocketListener {
        private final Call call;
        private final Ear ear;
        private final Clock clock;
        private final Ration ration;
        private final AtomicBoolean over = new AtomicBoolean();

        Wires(Call call, Ear ear, Clock clock, Ration ration) {
            this.ration = ration;
            this.call = call;
            this.ear = ear;
            this.clock = clock;
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            ear.opened(new Talk(socket));
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            ration.renew();
            ear.said(text);
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            socket.close(NORMAL, null);
            end(new Failure.Unreachable(call.cluster(), "it closed the connection"));
        }

        @Override
        public void onFailure(WebSocket socket, Throwable problem, @Nullable Response response) {
            socket.cancel();
            IOException cause =
                    problem instanceof IOException io ? io : new IOException("not understood");
            end(
                    response == null || response.code() == 101
                            ? Breakages.failure(call, new Outcome.Broken(cause, false, 0))
                            : Statuses.failure(refusal(response)));
        }

        private Reply refusal(Response response) {
            return new Reply(
                    call,
                    response.code(),
                    response.headers().toMultimap(),
                    new byte[0],
                    clock.instant(),
                    false);
        }

        private void end(Failure why) {
            if (over.compareAndSet(false, true)) {
                ear.ended(why);
            }
        }
    }
}
