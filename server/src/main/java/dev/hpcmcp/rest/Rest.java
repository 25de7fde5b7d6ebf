package dev.hpcmcp.rest;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Calls clusters' REST APIs. A call ends within its deadline with a good answer or an {@link
 * dev.hpcmcp.port.HpcException}; reads are repeated while there is time, changes are sent once. An
 * interrupt ends it at once.
 */
public final class Rest implements AutoCloseable {
    private static final Duration PING = Duration.ofSeconds(20);

    private final Wire wire;
    private final Pace pace;
    private final Map<String, Throttle> budgets;

    public Rest(Pace pace) {
        this(pace, Map.of());
    }

    /**
     * @param budgets how many requests of any sort leave for a cluster, where its people said so
     */
    public Rest(Pace pace, Map<String, Throttle> budgets) {
        this.pace = pace;
        this.wire = new Wire(pace.clock());
        this.budgets = Map.copyOf(budgets);
    }

    /** The whole answer. One larger than the call takes is a failure. */
    public Reply send(Call call) {
        return run(call, new Intake.Whole(call.terms().cap()));
    }

    /**
     * Passes the answer's body on as it arrives, on a thread of ours, and stops at as much as the
     * call takes. It is not asked for again once some of it has been passed on. After a failure the
     * sink may still receive a last piece.
     */
    public Streamed stream(Call call, OutputStream sink) {
        return stream(call, _ -> new Unclosed(sink));
    }

    /** The same where the head of the answer decides what becomes of its body. */
    public Streamed stream(Call call, Opening opening) {
        Pour pour = new Pour(call.terms().cap(), opening);
        return pour.streamed(run(call, pour));
    }

    /**
     * Opens a WebSocket and answers at once; how that went is told to the ear. The address is the
     * {@code http} one. It is not opened again by itself.
     */
    public Talk talk(Call call, Talk.Ear ear) {
        return talk(call, ear, PING);
    }

    Talk talk(Call call, Talk.Ear ear, Duration ping) {
        return wire.talk(call, ear, ping);
    }

    /**
     * Opens a line on which server-sent events arrive, and answers before it is open, but not
     * before it is its turn. What the call says of silence holds.
     */
    public Line events(Call call, Hearing hearing) {
        holdBack(call);
        return wire.events(call.accept("text/event-stream"), hearing);
    }

    /** The same over a WebSocket; what we would say on it is nothing. */
    public Line socket(Call call, Hearing hearing) {
        holdBack(call);
        return wire.socket(call, hearing, PING);
    }

    /** Ends what is under way and closes all connections. */
    @Override
    public void close() {
        wire.close();
    }

    private Reply run(Call call, Intake intake) {
        holdBack(call);
        return new Attempts(wire, pace, budget(call), call, intake).run();
    }

    private void holdBack(Call call) {
        call.terms().throttle().ifPresent(throttle -> throttle.pass(pace, call));
        budget(call).ifPresent(all -> all.pass(pace, call));
    }

    private Optional<Throttle> budget(Call call) {
        return Optional.ofNullable(budgets.get(call.cluster()));
    }

    /** Who gave it closes it. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream sink) {
            super(sink);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
