package dev.hpcmcp.rest;

import java.io.OutputStream;
import java.util.Objects;

/** Keeps the end of what is written to it, in memory of a fixed size, and counts the rest. */
public final class Tail extends OutputStream {
    private final byte[] ring;
    private long total;
    private long lines;

    public Tail(int keep) {
        ring = new byte[keep];
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        for (int i = offset; i < offset + length; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        for (int done = 0; done < length; ) {
            int at = (int) (total % ring.length);
            int part = Math.min(length - done, ring.length - at);
            System.arraycopy(bytes, offset + done, ring, at, part);
            done += part;
            total += part;
        }
    }

    /** The bytes kept, in order. The first may be in the middle of a line, or of a character. */
    public byte[] bytes() {
        int kept = (int) Math.min(total, ring.length);
        byte[] result = new byte[kept];
        int at = (int) ((total - kept) % ring.length);
        int first = Math.min(kept, ring.length - at);
        System.arraycopy(ring, at, result, 0, first);
        System.arraycopy(ring, 0, result, first, kept - first);
        return result;
    }

    /** How many bytes were written in all. */
    public long total() {
        return total;
    }

    /** How many lines ended in all of it. */
    public long lines() {
        return lines;
    }
}
