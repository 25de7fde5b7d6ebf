package dev.hpcmcp.mcp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One message a line. A single thread writes: so lines never mix, and the interrupt that stops a
 * tool can never cut one in half. The queue is bounded: a client that does not read makes tools
 * wait.
 */
final class LineWriter implements Outbox {
    /** No message is empty, so an empty one can mean the end. */
    private static final byte[] LAST = {};

    private final OutputStream out;
    private final Runnable whenBroken;
    private final BlockingQueue<byte[]> lines = new ArrayBlockingQueue<>(256);
    private final Thread thread = Thread.ofVirtual().name("stdio-writer").unstarted(this::write);
    private volatile boolean broken;

    /**
     * @param whenBroken told once when nobody reads any more
     */
    LineWriter(OutputStream out, Runnable whenBroken) {
        this.out = out;
        this.whenBroken = whenBroken;
    }

    void start() {
        thread.start();
    }

    @Override
    public void put(Letter letter) throws InterruptedException {
        while (!broken && !lines.offer(letter.json(), 1, TimeUnit.SECONDS)) {
            // The client is slow to read; look now and then whether it is still there.
        }
    }

    private void write() {
        try {
            for (byte[] line = lines.take(); line.length > 0; line = lines.take()) {
                out.write(line);
                out.write('\n');
                if (lines.isEmpty()) {
                    out.flush();
                }
            }
            out.flush();
        } catch (IOException | InterruptedException e) {
            broken = true;
            lines.clear();
            whenBroken.run();
        }
    }

    /** Lets go of what is still to be written, but not for ever. */
    void finish(Duration patience) throws InterruptedException {
        if (!broken && lines.offer(LAST, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            thread.join(patience);
        }
    }
}
