package dev.hpcmcp.text;

import java.util.regex.Pattern;

/** What terminals obey and nobody sees: colours, cursor moves, titles, links, in 7 and 8 bits. */
final class Escapes {
    private static final Pattern SEQUENCE =
            Pattern.compile(
                    // CSI: parameters, then a letter
                    "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]"
                            // OSC, DCS, SOS, PM, APC: a text up to BEL or ST
                            + "|(?:\u001b[\\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c)?"
                            // all others: perhaps intermediates, then one character
                            + "|\u001b[ -/]*[0-~]");

    private Escapes() {}

    record Removed(String text, int count) {}

    static Removed from(String text) {
        if (text.chars().noneMatch(c -> c == 0x1b || (c >= 0x80 && c < 0xa0))) {
            return new Removed(text, 0);
        }
        int[] count = {0};
        String left =
                SEQUENCE.matcher(text)
                        .replaceAll(_ -> {
                            count[0]++;
                            return "";
                        });
        return new Removed(left, count[0]);
    }
}
