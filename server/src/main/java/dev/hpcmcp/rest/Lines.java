package dev.hpcmcp.rest;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** Opens lines of both kinds. A line on which nothing is heard for too long is closed. */
final class Lines {
    private Lines() {}

    static Line events(OkHttpClient client, Request request, Hearing hearing) {
        Once once = new Once(hearing);
        EventSource source =
                EventSources.createFactory(client)
                        .newEventSource(
                                request,
                                new EventSourceListener() {
                                    @Override
                                    public void onOpen(EventSource line, Response response) {
                                        hearing.opened();
                                    }

                                    @Override
                                    public void onEvent(
                                            EventSource line,
                                            @Nullable String id,
                                            @Nullable String type,
                                            String data) {
                                        hearing.heard(type == null ? "" : type, data);
                                    }

                                    @Override
                                    public void onClosed(EventSource line) {
                                        once.ended();
                                    }

                                    @Override
                                    public void onFailure(
                                            EventSource line,
                                            @Nullable Throwable thrown,
                                            @Nullable Response response) {
                                        once.ended();
                                    }
                                });
        return source::cancel;
    }

    static Line socket(OkHttpClient client, Request request, Duration idle, Hearing hearing) {
        Once once = new Once(hearing);
        Silence silence = new Silence(idle);
        WebSocket socket =
                client.newWebSocket(
                        request,
                        new WebSocketListener() {
                            @Override
                            public void onOpen(WebSocket line, Response response) {
                                silence.broken();
                                hearing.opened();
                            }

                            @Override
                            public void onMessage(WebSocket line, String text) {
                                silence.broken();
                                hearing.heard("", text);
                            }

                            @Override
                            public void onClosing(WebSocket line, int code, String reason) {
                                line.close(code, null);
                                once.ended();
                            }

                            @Override
                            public void onFailure(
                                    WebSocket line, Throwable thrown, @Nullable Response response) {
                                once.ended();
                            }
                        });
        Thread watch = Thread.ofVirtual().name("silence").start(() -> silence.endWith(socket));
        return () -> {
            watch.interrupt();
            socket.cancel();
        };
    }

    /** However many ways there are for it to end. */
    private static final class Once {
        private final AtomicBoolean done = new AtomicBoolean();
        private final Hearing hearing;

        private Once(Hearing hearing) {
            this.hearing = hearing;
        }

        private void ended() {
            if (done.compareAndSet(false, true)) {
                hearing.ended();
            }
        }
    }

    /** A socket has no time-out of its own: some are accepted and stay silent for ever. */
    private static final class Silence {
        private final AtomicLong last = new AtomicLong(System.nanoTime());
        private final long longest;

        private Silence(Duration longest) {
            this.longest = longest.toNanos();
        }

        private void broken() {
            last.set(System.nanoTime());
        }

        private void endWith(WebSocket socket) {
            try {
                for (long left = longest;
                        left > 0;
                        left = last.get() + longest - System.nanoTime()) {
                    Thread.sleep(Duration.ofNanos(left));
                }
                socket.cancel();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
