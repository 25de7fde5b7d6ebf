package dev.hpcmcp.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Reads a file line by line from any place in it, in blocks: its memory does not depend on the
 * file.
 */
final class LineSource {
    static final int LONGEST_LINE = 4_000;

    private static final int BLOCK = 64 * 1024;
    private static final int FIRST_LOOK = 1024;

    /** What has no line break in so many bytes is no text; it is read in pieces of this size. */
    static final int LONGEST_PIECE = 1024 * 1024;

    /** A character has at most this many bytes. */
    private static final int MOST_BYTES = LONGEST_LINE * 4;

    private final FileChannel channel;
    private final long end;
    private final ByteBuffer block;
    private long blockStart;
    private long position;

    LineSource(FileChannel channel, long from, long end) {
        this.channel = channel;
        this.end = end;
        this.position = from;
        this.blockStart = from;
        this.block = ByteBuffer.allocate((int) Math.max(1, Math.min(BLOCK, end - from)));
        this.block.limit(0);
    }

    /**
     * A line, without its end.
     *
     * @param start where it begins
     * @param after where the next one begins
     * @param complete whether it ended with a line break
     * @param cut whether only its beginning is in {@code text}
     */
    record Line(String text, long start, long after, boolean complete, boolean cut) {}

    /** The next line; the last one may be incomplete. */
    Optional<Line> next() throws IOException {
        if (position >= end) {
            return Optional.empty();
        }
        long start = position;
        KeptLine kept = new KeptLine(MOST_BYTES);
        boolean complete = false;
        long stop = Math.min(end, start + LONGEST_PIECE);
        while (position < stop && !complete) {
            byte b = read();
            position++;
            complete = b == '\n';
            if (!complete) {
                kept.add(b);
            }
        }
        boolean piece = !complete && position - start == LONGEST_PIECE;
        return Optional.of(line(kept, start, complete || piece));
    }

    private Line line(KeptLine kept, long start, boolean complete) {
        String text = kept.text(complete);
        String shown = KeptLine.fitted(text, LONGEST_LINE);
        boolean cut =
                kept.cut() || (shown.length() < text.length() && shown.length() == LONGEST_LINE);
        return new Line(cut ? shown + "…" : shown, start, position, complete, cut);
    }

    private byte read() throws IOException {
        if (position < blockStart || position >= blockStart + block.limit()) {
            block.clear();
            blockStart = position;
            block.limit((int) Math.min(block.capacity(), end - position));
            if (channel.read(block, position) < 0) {
                throw new IOException("the file was cut while it was read");
            }
            block.flip();
        }
        return block.get((int) (position - blockStart));
    }

    /**
     * Where the line begins that ends just before {@code before}. Reads backwards, little at first:
     * most lines are short.
     */
    static long lineStart(FileChannel channel, long before) throws IOException {
        long lowest = Math.max(0, before - LONGEST_PIECE);
        int look = FIRST_LOOK;
        long to = before - 1;
        while (to > lowest) {
            long from = Math.max(lowest, to - look);
            ByteBuffer block = ByteBuffer.allocate((int) (to - from));
            int got = channel.read(block, from);
            for (int i = got - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
            to = from;
            look = BLOCK;
        }
        return lowest;
    }
}
