package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.rest.Tail;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last lines of a log of which only the end was kept. */
final class TailPage {
    private TailPage() {}

    /**
     * @param cut whether the log was longer than we read, so that this is not its end
     * @param reachable how far cursors can lead
     */
    static LogPage of(Tail tail, LogQuery query, boolean cut, long reachable) {
        byte[] bytes = tail.bytes();
        int begin = bytes.length < tail.total() ? afterLine(bytes) : 0;
        int at = endsWithLine(bytes) ? bytes.length - 1 : bytes.length;
        int first = bytes.length;
        Deque<String> lines = new ArrayDeque<>();
        int chars = 0;
        boolean truncated = cut;
        while (first > begin && lines.size() < query.lines()) {
            int start = lineStart(bytes, begin, at);
            String line = new String(bytes, start, at - start, StandardCharsets.UTF_8);
            line = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!lines.isEmpty() && chars + line.length() + 1 > query.maxChars()) {
                truncated = true;
                break;
            }
            truncated |= line.length() > query.maxChars();
            lines.addFirst(line.substring(0, Math.min(line.length(), query.maxChars())));
            chars += line.length() + 1;
            first = start;
            at = Math.max(begin, start - 1);
        }
        return page(tail, bytes, first, List.copyOf(lines), truncated, cut, reachable);
    }

    private static LogPage page(
            Tail tail,
            byte[] bytes,
            int first,
            List<String> lines,
            boolean truncated,
            boolean cut,
            long reachable) {
        boolean open = bytes.length > 0 && !endsWithLine(bytes);
        long total = tail.lines() + (open ? 1 : 0);
        long from = tail.total() - bytes.length + first;
        // What is not a whole line yet is read again next time.
        long next = tail.total() - (open ? bytes.length - afterLastLine(bytes) : 0);
        boolean cursors = !cut && tail.total() <= reachable;
        return new LogPage(
                lines,
                lines.isEmpty() || cut ? Optional.empty() : Optional.of(total - lines.size() + 1),
                cut ? Optional.empty() : Optional.of(total),
                cursors ? Optional.of("stdout:" + next) : Optional.empty(),
                cursors && from > 0 ? Optional.of("stdout:<" + from) : Optional.empty(),
                truncated,
                Optional.empty());
    }

    private static boolean endsWithLine(byte[] bytes) {
        return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    }

    /** Where the first whole line begins; a single line that fills everything is shown as it is. */
    private static int afterLine(byte[] bytes) {
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static int afterLastLine(byte[] bytes) {
        return lineStart(bytes, 0, bytes.length);
    }

    private static int lineStart(byte[] bytes, int begin, int end) {
        int at = end;
        while (at > begin && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }
}
