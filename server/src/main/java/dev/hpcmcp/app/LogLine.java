package dev.hpcmcp.app;

import dev.hpcmcp.text.Plain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;

/**
 * A line of the log: when, how bad, who, what; and where it was thrown. What others wrote may be in
 * it: only a line of ours begins at the margin, and nothing in it is invisible.
 */
final class LogLine extends Formatter {
    private static final int LONGEST = 2_000;
    private static final int MOST_LINES = 300;

    static String of(LogRecord line) {
        return new LogLine().format(line);
    }

    @Override
    public String format(LogRecord line) {
        return line.getInstant()
                + " "
                + line.getLevel().getName()
                + " "
                + line.getLoggerName()
                + " "
                + brief(Plain.text(formatMessage(line)).replace("\n", "\\n"))
                + System.lineSeparator()
                + trace(line);
    }

    private static String brief(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static String trace(LogRecord line) {
        Throwable thrown = line.getThrown();
        if (thrown == null) {
            return "";
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return Plain.text(trace.toString())
                .lines()
                .limit(MOST_LINES)
                .map(part -> "    " + brief(part) + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
