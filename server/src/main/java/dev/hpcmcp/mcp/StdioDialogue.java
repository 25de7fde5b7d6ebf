package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one client over stdio says, in the order in which it says it. */
final class StdioDialogue {
    private final Engine engine;
    private final Caller caller;
    private final LineWriter writer;
    private final int callsAtOnce;
    private volatile @Nullable Conversation conversation;

    StdioDialogue(Engine engine, Caller caller, LineWriter writer, int callsAtOnce) {
        this.engine = engine;
        this.caller = caller;
        this.writer = writer;
        this.callsAtOnce = callsAtOnce;
    }

    void take(Incoming message) throws InterruptedException {
        switch (message) {
            case Incoming.Bad bad -> writer.put(Letter.of(bad.problem()));
            case Incoming.Request request -> request(request);
            case Incoming.Notice notice -> notice(notice);
            case Incoming.Reply reply -> opened().ifPresent(it -> it.accept(reply.message()));
            case Incoming.Noise noise -> {}
        }
    }

    private Optional<Conversation> opened() {
        return Optional.ofNullable(conversation);
    }

    private void request(Incoming.Request request) throws InterruptedException {
        Optional<Conversation> opened = opened();
        if (request.is("ping")) {
            writer.put(Letter.pong(request.id()));
        } else if (request.is("initialize")) {
            initialize(request);
        } else if (opened.isEmpty()) {
            // Not -32002, which other servers use: in MCP that means "resource not found".
            refuse(request, "say initialize first");
        } else {
            begin(request, opened.get());
        }
    }

    private void begin(Incoming.Request request, Conversation open) throws InterruptedException {
        try {
            Call _ = open.begin(request.message(), caller, writer);
        } catch (Refused refused) {
            writer.put(Letter.of(refused.problem()));
        }
    }

    private void initialize(Incoming.Request request) throws InterruptedException {
        if (conversation != null) {
            refuse(request, "this session is initialized already");
            return;
        }
        try {
            Engine.Opened opened = engine.open(Handshake.read(request), callsAtOnce);
            Runnable _ = opened.conversation().listen(writer);
            conversation = opened.conversation();
            writer.put(Letter.answer(request.id(), opened.result()));
        } catch (Refused refused) {
            writer.put(Letter.of(refused.problem()));
        }
    }

    private void notice(Incoming.Notice notice) {
        if (notice.is("notifications/cancelled")) {
            opened().ifPresent(it -> notice.requestId().ifPresent(it::cancel));
        }
    }

    private void refuse(Incoming.Request request, String words) throws InterruptedException {
        writer.put(Letter.of(Problem.of(request.id(), Problem.INVALID_REQUEST, words)));
    }

    /** First patience for the calls in flight, then none. */
    void end(Duration drain, Duration lastWords) throws InterruptedException {
        Conversation open = conversation;
        if (open != null) {
            boolean done = open.drain(drain);
            open.close();
            if (!done) {
                open.drain(lastWords);
            }
        }
    }
}
