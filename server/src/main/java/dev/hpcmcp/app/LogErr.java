package dev.hpcmcp.app;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** What a person should know now, on standard error: standard output belongs to the protocol. */
final class LogErr extends Handler {
    LogErr() {
        setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord line) {
        if (isLoggable(line)) {
            System.err.print(LogLine.of(line));
        }
    }

    @Override
    public void flush() {
        System.err.flush();
    }

    @Override
    public void close() {
        flush();
    }
}
