package dev.hpcmcp.mcp;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A response of server-sent events. Each is flushed, since somebody waits for it. */
final class EventStream {
    private static final byte[] EVENT = ascii("event: message\ndata: ");
    private static final byte[] END = ascii("\n\n");
    private static final byte[] COMMENT = ascii(": alive\n\n");

    private final ServletOutputStream out;

    /** Sends the header at once: a client must not wait for the first event to learn its fate. */
    EventStream(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-cache, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader("X-Content-Type-Options", "nosniff");
        this.out = response.getOutputStream();
        response.flushBuffer();
    }

    void send(Letter letter) throws IOException {
        out.write(EVENT);
        out.write(letter.json());
        out.write(END);
        out.flush();
    }

    /** Clients ignore it; that it can be written shows that there is one. */
    void heartbeat() throws IOException {
        out.write(COMMENT);
        out.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
