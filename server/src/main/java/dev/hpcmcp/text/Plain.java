package dev.hpcmcp.text;

/**
 * Takes out of text what a reader cannot see: control, direction-changing and invisible characters.
 */
public final class Plain {
    /** Letters and marks that leave no ink: fillers, a joiner, the empty braille pattern. */
    private static final String BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

    private Plain() {}

    public static String text(String text) {
        if (text.codePoints().allMatch(Plain::visible)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().filter(Plain::visible).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /** Whether a person would see it, or it shapes the text as a line end or tab does. */
    static boolean visible(int codePoint) {
        if (codePoint == '\n' || codePoint == '\t') {
            return true;
        }
        if (BLANKS.indexOf(codePoint) >= 0 || variation(codePoint)) {
            return false;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /** Chooses how the character before it looks; long runs of them have carried hidden text. */
    private static boolean variation(int codePoint) {
        return (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
                || (codePoint >= 0xe0100 && codePoint <= 0xe01ef)
                || (codePoint >= 0x180b && codePoint <= 0x180f);
    }
}
