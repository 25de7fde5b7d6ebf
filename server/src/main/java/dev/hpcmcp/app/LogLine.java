package dev.hpcmcp.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A line of the log: when, how bad, who, what; and where it was thrown. */
final class LogLine extends Formatter {
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
                + formatMessage(line)
                + System.lineSeparator()
                + trace(line);
    }

    private static String trace(LogRecord line) {
        Throwable thrown = line.getThrown();
        if (thrown == null) {
            return "";
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
