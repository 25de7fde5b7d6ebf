package dev.hpcmcp.mcp;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Messages on their way to one HTTP response. The thread that owns the response takes them out, so
 * nobody else ever writes to it, or is interrupted while writing.
 */
final class Mailbox implements Outbox {
    private final BlockingQueue<Optional<Letter>> letters = new ArrayBlockingQueue<>(64);
    private final boolean takesQuestions;
    private final AtomicBoolean ended = new AtomicBoolean();

    /**
     * @param takesQuestions whether the client can be asked something back
     */
    Mailbox(boolean takesQuestions) {
        this.takesQuestions = takesQuestions;
    }

    @Override
    public void put(Letter letter) throws InterruptedException {
        if (letter.question() && !takesQuestions) {
            throw new IllegalStateException("this client does not accept text/event-stream");
        }
        while (!ended.get() && !letters.offer(Optional.of(letter), 1, TimeUnit.SECONDS)) {
            // The client is slow to read; look now and then whether it is still there.
        }
    }

    @Override
    public void end() {
        if (ended.compareAndSet(false, true)) {
            // Wakes up next(); if there is no room, it is awake.
            boolean _ = letters.offer(Optional.empty());
        }
    }

    /** Whether nothing is left and nothing will come. */
    boolean over() {
        return ended.get() && letters.isEmpty();
    }

    /** Makes whoever waits for a message look up. */
    void nudge() {
        if (letters.isEmpty()) {
            boolean _ = letters.offer(Optional.empty());
        }
    }

    /** The next message; empty after a nudge, or if none will come. */
    Optional<Letter> next() throws InterruptedException {
        return letters.take();
    }
}
