package dev.hpcmcp.mcp;

import dev.hpcmcp.port.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * MCP over a pair of streams, one message a line. The reader only sorts: whatever may take time
 * runs on a thread of its own, so a ping is answered whatever the tools are doing.
 */
public final class StdioServer {
    static final int LONGEST_MESSAGE = 16 * 1024 * 1024;
    static final int CALLS_AT_ONCE = 256;
    private static final Duration DRAIN = Duration.ofMillis(600);
    private static final Duration LAST_WORDS = Duration.ofMillis(150);

    private final LineReader reader;
    private final LineWriter writer;
    private final StdioDialogue dialogue;
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch drained = new CountDownLatch(1);

    public StdioServer(Engine engine, Caller caller, InputStream in, OutputStream out) {
        this.reader = new LineReader(in, LONGEST_MESSAGE);
        this.writer = new LineWriter(out, over::countDown);
        this.dialogue = new StdioDialogue(engine, caller, writer, CALLS_AT_ONCE);
    }

    /** Serves until the client closes its end, or {@link #shutdown()}. */
    public void run() throws InterruptedException {
        writer.start();
        // Not this thread: a read cannot be interrupted, and shutdown() must be able to end run().
        Thread.ofPlatform().name("stdio-reader").daemon().start(this::read);
        over.await();
        try {
            dialogue.end(DRAIN, LAST_WORDS);
            writer.finish(LAST_WORDS);
        } finally {
            drained.countDown();
        }
    }

    /** For SIGTERM: answers what is nearly done, cancels the rest, and returns soon. */
    public void shutdown() throws InterruptedException {
        over.countDown();
        drained.await(1, TimeUnit.SECONDS);
    }

    private void read() {
        try {
            while (over.getCount() > 0 && next()) {}
        } catch (IOException | InterruptedException e) {
            // The client is gone, which is how a session over pipes ends.
        } finally {
            over.countDown();
        }
    }

    private boolean next() throws IOException, InterruptedException {
        switch (reader.read()) {
            case LineReader.End end -> {
                return false;
            }
            case LineReader.TooLong line -> writer.put(Letter.of(tooLong()));
            case LineReader.Text line -> {
                if (!line.blank()) {
                    dialogue.take(Wire.read(line.bytes()));
                }
            }
        }
        return true;
    }

    private static Problem tooLong() {
        return Problem.of(
                Problem.INVALID_REQUEST,
                "a message may have " + LONGEST_MESSAGE + " bytes at most");
    }
}
