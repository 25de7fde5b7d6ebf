package dev.hpcmcp.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Lines of bytes. One that is too long is skipped without being kept, and reading goes on after it.
 */
final class LineReader {
    sealed interface Line {}

    /** Not a record: it holds an array. */
    static final class Text implements Line {
        private final byte[] bytes;

        private Text(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean blank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    record TooLong() implements Line {}

    record End() implements Line {}

    private final InputStream in;
    private final int limit;
    private final byte[] buffer = new byte[64 * 1024];
    private int next;
    private int end;

    LineReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    Line read() throws IOException {
        var line = new ByteArrayOutputStream(1024);
        boolean tooLong = false;
        while (next < end || fill()) {
            int newline = newline();
            int length = newline - next;
            tooLong |= line.size() + length > limit;
            if (tooLong) {
                line = new ByteArrayOutputStream(0);
            } else {
                line.write(buffer, next, length);
            }
            next = newline + 1;
            if (newline < end) {
                return line(line, tooLong);
            }
        }
        // The last line may lack its newline; what came is still a message.
        return line.size() == 0 && !tooLong ? new End() : line(line, tooLong);
    }

    private static Line line(ByteArrayOutputStream line, boolean tooLong) {
        return tooLong ? new TooLong() : new Text(line.toByteArray());
    }

    private int newline() {
        int at = next;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
