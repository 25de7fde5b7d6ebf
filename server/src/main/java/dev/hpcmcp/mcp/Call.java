package dev.hpcmcp.mcp;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * One request being worked on, on a virtual thread of its own: so a tool may block, and stopping it
 * is an interrupt that can hit nobody else.
 */
final class Call implements Outbox {
    private final Object id;
    private final Outbox outbox;
    private final Consumer<Call> beforeAnswer;
    private final Thread thread;
    private volatile boolean cancelled;
    private volatile boolean answered;

    Call(Object id, Outbox outbox, Consumer<Call> beforeAnswer, Consumer<Call> work) {
        this.id = id;
        this.outbox = outbox;
        this.beforeAnswer = beforeAnswer;
        this.thread = Thread.ofVirtual().name("call-" + id).unstarted(() -> work.accept(this));
    }

    Object id() {
        return id;
    }

    void start() {
        thread.start();
    }

    @Override
    public void put(Letter letter) throws InterruptedException {
        // Once cancelled, nobody wants the answer, nor the progress of a tool that is slow to stop.
        if (cancelled || answered) {
            return;
        }
        if (letter.answer()) {
            answered = true;
            beforeAnswer.accept(this);
        }
        outbox.put(letter);
    }

    boolean cancelled() {
        return cancelled;
    }

    /**
     * Ends the wait for an answer at once, even if the tool takes its time to notice. Of no effect
     * on a call that has been answered, whose thread is about to end anyway.
     */
    void cancel() {
        cancelled = true;
        thread.interrupt();
        outbox.end();
    }

    /** Not {@link #end}: that is the SDK's, which knows nothing of our last word. */
    void finish() {
        outbox.end();
    }

    boolean join(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }
}
