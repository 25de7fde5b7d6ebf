package dev.hpcmcp.files;

import dev.hpcmcp.model.LogQuery;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Lines of a file that lie together.
 *
 * @param from where the first begins
 * @param to where to read on
 * @param truncated whether a limit cut something off
 */
record LogWindow(List<String> lines, long from, long to, boolean truncated) {

    /** The lines from an offset on. */
    static LogWindow after(
            FileChannel channel, long offset, long size, LogQuery query, boolean growing)
            throws IOException {
        LineSource source = new LineSource(channel, offset, size);
        List<String> lines = new ArrayList<>();
        long to = offset;
        int chars = 0;
        boolean truncated = false;
        while (lines.size() < query.lines()) {
            Optional<LineSource.Line> next =
                    source.next().filter(line -> line.complete() || !growing);
            if (next.isEmpty()) {
                break;
            }
            String text = KeptLine.fitted(next.get().text(), query.maxChars());
            if (!lines.isEmpty() && chars + text.length() + 1 > query.maxChars()) {
                truncated = true;
                break;
            }
            lines.add(text);
            chars += text.length() + 1;
            truncated |= next.get().cut() || text.length() < next.get().text().length();
            to = next.get().after();
        }
        return new LogWindow(lines, offset, to, truncated);
    }

    /** The last lines before an offset. */
    static LogWindow before(FileChannel channel, long offset, LogQuery query, boolean growing)
            throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        long from = offset;
        long to = offset;
        int chars = 0;
        boolean truncated = false;
        while (from > 0 && lines.size() < query.lines()) {
            long start = LineSource.lineStart(channel, from);
            LineSource.Line line = new LineSource(channel, start, from).next().orElseThrow();
            String text = KeptLine.fitted(line.text(), query.maxChars());
            if (!lines.isEmpty() && chars + text.length() + 1 > query.maxChars()) {
                truncated = true;
                break;
            }
            lines.addFirst(text);
            chars += text.length() + 1;
            truncated |= line.cut() || text.length() < line.text().length();
            to = growing && !line.complete() ? start : to;
            from = start;
        }
        return new LogWindow(List.copyOf(lines), from, to, truncated);
    }
}
