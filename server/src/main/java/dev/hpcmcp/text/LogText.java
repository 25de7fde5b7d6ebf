package dev.hpcmcp.text;

import dev.hpcmcp.spec.GetSessionLogs.Cleaned;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job's output made fit for an agent: no escapes, no redrawn progress bars, no walls of one line,
 * no secrets.
 */
public final class LogText {
    private static final Pattern ANSI =
            Pattern.compile(
                    "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[@-Z\\\\^_=>])");
    private static final int REPEATS_SHOWN = 3;

    private final List<String> lines = new ArrayList<>();
    private int ansi;
    private int progressBars;
    private int repeats;
    private int secrets;

    private LogText() {}

    public static LogText of(List<String> raw) {
        LogText text = new LogText();
        List<String> clean = raw.stream().map(text::cleanLine).toList();
        text.collapse(clean);
        return text;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public Cleaned cleaned() {
        return new Cleaned(ansi, progressBars, repeats, secrets);
    }

    private String cleanLine(String raw) {
        Matcher escapes = ANSI.matcher(raw);
        String line =
                escapes.replaceAll(match -> {
                    ansi++;
                    return "";
                });
        String shown = Plain.text(lastDrawn(line));
        Secrets.Redacted redacted = Secrets.redact(shown);
        secrets += redacted.count();
        return redacted.text();
    }

    /** A terminal shows only what was drawn after the last carriage return. */
    private String lastDrawn(String line) {
        String drawn = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        int last = drawn.lastIndexOf('\r');
        if (last < 0) {
            return drawn;
        }
        progressBars += (int) drawn.chars().filter(c -> c == '\r').count();
        return drawn.substring(last + 1);
    }

    private void collapse(List<String> clean) {
        int i = 0;
        while (i < clean.size()) {
            int end = i;
            while (end < clean.size() && clean.get(end).equals(clean.get(i))) {
                end++;
            }
            int run = end - i;
            if (run <= REPEATS_SHOWN) {
                lines.addAll(clean.subList(i, end));
            } else {
                lines.add(clean.get(i));
                lines.add("[the line above " + (run - 1) + " more times]");
                repeats += run - 1;
            }
            i = end;
        }
    }
}
