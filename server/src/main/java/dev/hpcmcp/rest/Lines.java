package dev.hpcmcp.rest;

import dev.hpcmcp.port.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
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

    /**
     * @param talking opens it for an ear
     */
    static Line socket(Function<Talk.Ear, Talk> talking, Duration idle, Hearing hearing) {
        Once once = new Once(hearing);
        Silence silence = new Silence(idle);
        Talk talk =
                talking.apply(
                        new Talk.Ear() {
                            @Override
                            public void opened(Talk line) {
                                silence.broken();
                                hearing.opened();
                            }

                            @Override
                            public void said(String text) {
                                silence.broken();
                                hearing.heard("", text);
                            }

                            @Override
                            public void ended(Failure why) {
                                once.ended();
                            }
                        });
        Thread watch = Thread.ofVirtual().name("silence").start(() -> silence.endWith(talk));
        return () -> {
            watch.interrupt();
            talk.close();
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

    /** Some sockets are accepted, answer pings, and say nothing for ever. */
    private static final class Silence {
        private final AtomicLong last = new AtomicLong(System.nanoTime());
        private final long longest;

        private Silence(Duration longest) {
            this.longest = longest.toNanos();
        }

        private void broken() {
            last.set(System.nanoTime());
        }

        private void endWith(Talk talk) {
            try {
                for (long left = longest;
                        left > 0;
                        left = last.get() + longest - System.nanoTime()) {
                    Thread.sleep(Duration.ofNanos(left));
                }
                talk.close();
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
