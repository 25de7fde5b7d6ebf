package dev.hpcmcp.rest;

/** A short, harmless piece of what somebody else wrote: one line, nothing invisible in it. */
public final class Excerpt {
    private static final int LONGEST = 300;

    private Excerpt() {}

    public static String of(String foreign) {
        StringBuilder line = new StringBuilder();
        // Far more than fits is never looked at: the text may be megabytes.
        foreign.codePoints().limit(20L * LONGEST).forEach(c -> append(line, c));
        String text = line.toString().strip();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static void append(StringBuilder line, int c) {
        boolean gap = Character.isWhitespace(c) || Character.isSpaceChar(c);
        if (gap && (line.isEmpty() || line.charAt(line.length() - 1) != ' ')) {
            line.append(' ');
        } else if (!gap && isVisible(c)) {
            line.appendCodePoint(c);
        }
    }

    /**
     * Direction marks, joiners, tags and variation selectors can hide words from people and not
     * from models.
     */
    private static boolean isVisible(int c) {
        boolean selector = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
        return !selector
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED ->
                            false;
                    default -> true;
                };
    }
}
