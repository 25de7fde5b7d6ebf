package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Alarm;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * The stream for what the server says unasked. It lasts until one side or a newer stream ends it,
 * or whoever listens is not let in any more: nothing is told to them after that.
 */
final class Listening {
    private final HttpSession session;
    private final Duration heartbeat;
    private final Welcome welcome;

    Listening(HttpSession session, Duration heartbeat, Welcome welcome) {
        this.session = session;
        this.heartbeat = heartbeat;
        this.welcome = welcome;
    }

    void serve(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException, Refused {
        if (!Accepts.of(request).events()) {
            throw new Refused(406, "say Accept: text/event-stream");
        }
        var mailbox = new Mailbox(true);
        Runnable leave = session.conversation().listen(mailbox);
        try {
            relay(mailbox, new EventStream(response));
        } finally {
            mailbox.end();
            leave.run();
        }
    }

    private void relay(Mailbox mailbox, EventStream stream)
            throws IOException, InterruptedException {
        stream.heartbeat();
        try (Alarm _ = Alarm.every(heartbeat, mailbox::nudge)) {
            while (!mailbox.over()) {
                var message = mailbox.next();
                if (welcome.ended().isPresent()) {
                    return;
                }
                if (message.isPresent()) {
                    stream.send(message.get());
                } else if (!mailbox.over()) {
                    stream.heartbeat();
                }
            }
        }
    }
}
