package dev.hpcmcp.model;

import java.util.Optional;

/**
 * Which part of an output to read: the last {@code lines}, those at a cursor, or those around what
 * {@code search} finds.
 *
 * @param asked the request the job was made from, where it is remembered: some clusters do not tell
 *     where a job's output goes
 */
public record LogQuery(
        LogStream stream,
        int lines,
        Optional<String> cursor,
        Optional<String> search,
        int context,
        int maxChars,
        Optional<JobRequest> asked) {
    public LogQuery(
            LogStream stream,
            int lines,
            Optional<String> cursor,
            Optional<String> search,
            int context,
            int maxChars) {
        this(stream, lines, cursor, search, context, maxChars, Optional.empty());
    }

    public static LogQuery tail(LogStream stream, int lines) {
        return new LogQuery(stream, lines, Optional.empty(), Optional.empty(), 0, 20_000);
    }

    public LogQuery ofJobAsked(Optional<JobRequest> request) {
        return new LogQuery(stream, lines, cursor, search, context, maxChars, request);
    }
}
