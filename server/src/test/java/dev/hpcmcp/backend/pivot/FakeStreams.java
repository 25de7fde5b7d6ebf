package dev.hpcmcp.backend.pivot;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import okhttp3.Headers;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.BufferedSink;

/** What a service tells by itself. Each listener hears what is said after it came. */
final class FakeStreams implements AutoCloseable {
    private static final String END = "";
    private final List<BlockingQueue<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<WebSocket> sockets = new CopyOnWriteArrayList<>();
    volatile boolean withoutSse;
    volatile boolean withoutSockets;

    MockResponse open(String route) {
        boolean sse = route.startsWith("/sse/");
        if (sse ? withoutSse : withoutSockets) {
            return FakePivot.notFound("Not Found");
        }
        return sse ? events() : socket();
    }

    int open() {
        return listeners.size() + sockets.size();
    }

    /** To all who listen. */
    void say(String event, String data) {
        listeners.forEach(one -> one.add("event: " + event + "\ndata: " + data + "\n\n"));
        sockets.forEach(one -> one.send(data));
    }

    @Override
    public void close() {
        listeners.forEach(one -> one.add(END));
        sockets.forEach(one -> one.close(1000, null));
    }

    private MockResponse events() {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        return new MockResponse.Builder()
                .headers(Headers.of("Content-Type", "text/event-stream"))
                .body(
                        new MockResponseBody() {
                            @Override
                            public long getContentLength() {
                                return -1;
                            }

                            @Override
                            public void writeTo(BufferedSink sink) throws IOException {
                                listeners.add(heard);
                                pour(heard, sink);
                            }
                        })
                .build();
    }

    private static void pour(BlockingQueue<String> heard, BufferedSink sink) throws IOException {
        try {
            for (String text = heard.take(); !text.equals(END); text = heard.take()) {
                sink.writeUtf8(text);
                sink.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private MockResponse socket() {
        return new MockResponse.Builder()
                .webSocketUpgrade(
                        new WebSocketListener() {
                            @Override
                            public void onOpen(WebSocket webSocket, Response response) {
                                sockets.add(webSocket);
                            }
                        })
                .build();
    }
}
