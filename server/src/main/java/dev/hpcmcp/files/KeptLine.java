package dev.hpcmcp.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * As much of a line as is kept: its beginning. Of one that was drawn again and again, as progress
 * bars are, it is the beginning of what was drawn last.
 */
final class KeptLine {
    private static final byte RETURN = '\r';

    private final int most;
    private byte[] bytes = new byte[256];
    private int length;
    private int lastReturn = -1;
    private boolean cut;
    private boolean returned;

    /**
     * @param most how many bytes are kept
     */
    KeptLine(int most) {
        this.most = most;
    }

    void add(byte b) {
        if (length == most) {
            makeRoom();
        }
        if (length < most) {
            put(b);
        } else if (b == RETURN) {
            returned = true;
        } else if (returned) {
            startAnew(b);
        } else {
            cut = true;
        }
    }

    /** What was drawn over needs no place. */
    private void makeRoom() {
        if (lastReturn > 0) {
            System.arraycopy(bytes, lastReturn, bytes, 0, length - lastReturn);
            length -= lastReturn;
            lastReturn = 0;
            cut = false;
        }
    }

    private void startAnew(byte b) {
        length = 0;
        cut = false;
        returned = false;
        put(RETURN);
        put(b);
    }

    private void put(byte b) {
        bytes = length < bytes.length ? bytes : Arrays.copyOf(bytes, bytes.length * 2);
        lastReturn = b == RETURN ? length : lastReturn;
        bytes[length++] = b;
    }

    /** Whether some of it is missing that a terminal would have shown. */
    boolean cut() {
        return cut;
    }

    /**
     * The line; a carriage return at its end may be part of the line's end, and is then left out.
     */
    String text(boolean ended) {
        boolean dos = ended && !cut && length > 0 && bytes[length - 1] == RETURN;
        return new String(bytes, 0, dos ? length - 1 : length, StandardCharsets.UTF_8);
    }

    /** A text of at most so many letters, of one that may have been drawn again and again. */
    static String fitted(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int last = text.stripTrailing().lastIndexOf('\r');
        String drawn = last < 0 ? text : text.substring(last);
        return drawn.length() <= most ? drawn : drawn.substring(0, Math.max(0, most));
    }
}
