package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Alarm;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one posted request: plain JSON if the answer is all there is to say, and a stream
 * from the moment that there is more, or that it takes so long that we wonder whether anybody
 * waits.
 */
final class PostReply {
    private final HttpServletResponse response;
    private final Accepts accepts;
    private final Duration heartbeat;
    private @Nullable EventStream stream;
    private boolean written;

    PostReply(HttpServletResponse response, Accepts accepts, Duration heartbeat) {
        this.response = response;
        this.accepts = accepts;
        this.heartbeat = heartbeat;
    }

    void relay(Mailbox mailbox) throws IOException, InterruptedException {
        try (Alarm _ = Alarm.every(heartbeat, mailbox::nudge)) {
            while (!mailbox.over()) {
                Optional<Letter> letter = mailbox.next();
                if (letter.isPresent()) {
                    write(letter.get());
                } else if (!mailbox.over() && accepts.events()) {
                    stream().heartbeat();
                }
            }
        }
        if (!written) {
            endWithoutAnswer();
        }
    }

    private void write(Letter letter) throws IOException {
        if (stream == null && accepts.json() && letter.answer()) {
            Replies.json(response, letter.json());
            written = true;
        } else if (accepts.events()) {
            stream().send(letter);
        }
        // Else it is a notification, for which a client that only takes JSON has no ear.
    }

    private EventStream stream() throws IOException {
        if (stream == null) {
            stream = new EventStream(response);
            written = true;
        }
        return stream;
    }

    /** A cancelled request gets no answer, but its connection has to end somehow. */
    private void endWithoutAnswer() throws IOException {
        if (accepts.events()) {
            stream();
        } else {
            response.setStatus(204);
        }
    }
}
