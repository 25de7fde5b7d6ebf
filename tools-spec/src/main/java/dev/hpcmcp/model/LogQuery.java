package dev.hpcmcp.model;

import java.util.Optional;

/**
 * Which part of an output to read: the last {@code lines}, those at a cursor, or those around what
 * {@code search} finds.
 */
public record LogQuery(
        LogStream stream,
        int lines,
        Optional<String> cursor,
        Optional<String> search,
        int context,
        int maxChars) {
    public static LogQuery tail(LogStream stream, int lines) {
        return new LogQuery(stream, lines, Optional.empty(), Optional.empty(), 0, 20_000);
    }
}
