package dev.hpcmcp.files;

import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.HpcException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a file, as agents carry it: {@code stdout:123} to read on from there, {@code
 * stdout:<123} for what came before.
 */
record LogCursor(LogStream stream, boolean backwards, long offset) {
    private static final Pattern SHAPE = Pattern.compile("(stdout|stderr):(<?)(\\d{1,18})");

    static LogCursor parse(String text, LogStream expected, long size) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw HpcException.invalid("cursor", "this is not a cursor that was given out");
        }
        LogStream stream = LogStream.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
        long offset = Long.parseLong(matcher.group(3));
        if (stream != expected) {
            throw HpcException.invalid(
                    "cursor", "this cursor is for " + matcher.group(1) + ", another stream");
        }
        if (offset > size) {
            throw HpcException.invalid(
                    "cursor",
                    "the output is shorter than this cursor, as after a requeue: read without cursor");
        }
        return new LogCursor(stream, !matcher.group(2).isEmpty(), offset);
    }

    @Override
    public String toString() {
        return stream.name().toLowerCase(Locale.ROOT) + ":" + (backwards ? "<" : "") + offset;
    }
}
