package dev.hpcmcp.text;

import dev.hpcmcp.spec.GetSessionLogs.Cleaned;
import java.util.List;

/**
 * A job's output made fit for an agent: no escapes, no redrawn progress bars, no walls of one line,
 * no secrets.
 */
public final class LogText {
    private static final int LEAST_TO_JUDGE = 16;
    private static final double MOST_NOT_TEXT = 0.1;

    private final Folds folds;
    private int ansi;
    private int progressBars;
    private final int secrets;

    private LogText(List<String> raw, boolean search) {
        Secrets.Lines redacted = Secrets.redact(raw.stream().map(this::shown).toList());
        secrets = redacted.count();
        folds = search ? Folds.ofEqual(redacted.lines()) : Folds.ofAlike(redacted.lines());
    }

    public static LogText of(List<String> raw) {
        return new LogText(raw, false);
    }

    /** What a search found: lines that differ only in their numbers all stay. */
    public static LogText found(List<String> raw) {
        return new LogText(raw, true);
    }

    public List<String> lines() {
        return folds.lines();
    }

    public Cleaned cleaned() {
        return new Cleaned(ansi, progressBars, folds.folded(), secrets);
    }

    /** Escapes go first: what they hide in the middle of a secret must not protect it. */
    private String shown(String raw) {
        Escapes.Removed removed = Escapes.from(raw);
        ansi += removed.count();
        return Plain.text(lastDrawn(removed.text()));
    }

    /** A terminal shows only what was drawn after the last carriage return. */
    private String lastDrawn(String line) {
        String drawn = line.stripTrailing();
        int last = drawn.lastIndexOf('\r');
        if (last < 0) {
            return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        }
        progressBars += (int) drawn.chars().filter(c -> c == '\r').count();
        return drawn.substring(last + 1);
    }

    /** Whether lines are not text at all, as of an image or a program: much of them cannot be. */
    public static boolean binary(List<String> raw) {
        long all = 0;
        long not = 0;
        for (String line : raw) {
            all += line.length();
            not += line.chars().filter(LogText::noText).count();
        }
        return all >= LEAST_TO_JUDGE && not > all * MOST_NOT_TEXT;
    }

    private static boolean noText(int c) {
        boolean usual = c == '\t' || c == '\r' || c == '\b' || c == 0x1b || c == 0x07;
        return c == '\ufffd' || (c < ' ' && !usual);
    }
}
