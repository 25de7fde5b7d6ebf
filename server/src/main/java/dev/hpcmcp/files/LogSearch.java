package dev.hpcmcp.files;

import com.google.re2j.Pattern;
import dev.hpcmcp.model.LogQuery;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds lines with those around them, like {@code grep -C}: {@code --} stands between what does not
 * lie together.
 */
final class LogSearch {
    /** One call looks through at most this much; its cursor goes on from there. */
    private static final long MOST_AT_ONCE = 64L * 1024 * 1024;

    /** And for at most this long: a large expression is slow, though never worse than that. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Pattern pattern;
    private final LogQuery query;
    private final boolean growing;
    private final List<String> found = new ArrayList<>();
    private final Deque<String> before = new ArrayDeque<>();
    private int chars;
    private int wantedAfter;
    private boolean gap;

    LogSearch(Pattern pattern, LogQuery query, boolean growing) {
        this.pattern = pattern;
        this.query = query;
        this.growing = growing;
    }

    LogWindow in(FileChannel channel, long from, long size) throws IOException {
        long stop = Math.min(size, from + MOST_AT_ONCE);
        LineSource source = new LineSource(channel, from, size);
        long to = from;
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (to < stop && System.nanoTime() < deadline) {
            Optional<LineSource.Line> next =
                    source.next().filter(line -> line.complete() || !growing);
            if (next.isEmpty()) {
                return new LogWindow(found, from, to, false);
            }
            if (!take(KeptLine.fitted(next.get().text(), query.maxChars()))) {
                return new LogWindow(found, from, to, true);
            }
            to = next.get().after();
        }
        return new LogWindow(found, from, to, to < size);
    }

    /** False if there is no room for this line any more. */
    private boolean take(String line) {
        if (pattern.matcher(line).find()) {
            List<String> together =
                    new ArrayList<>(gap && !found.isEmpty() ? List.of("--") : List.of());
            together.addAll(before);
            together.add(line);
            return takeAll(together);
        }
        if (wantedAfter > 0) {
            wantedAfter--;
            return add(line);
        }
        before.addLast(line);
        if (before.size() > query.context()) {
            before.removeFirst();
            gap = true;
        }
        return true;
    }

    private boolean takeAll(List<String> together) {
        if (!found.isEmpty()
                && (found.size() + together.size() > query.lines() || chars(together) > left())) {
            return false;
        }
        int tooMany = Math.max(0, together.size() - query.lines());
        together.subList(tooMany, together.size())
                .forEach(line -> {
                    found.add(line);
                    chars += line.length() + 1;
                });
        before.clear();
        gap = false;
        wantedAfter = query.context();
        return true;
    }

    private boolean add(String line) {
        if (found.size() >= query.lines() || line.length() + 1 > left()) {
            return false;
        }
        found.add(line);
        chars += line.length() + 1;
        return true;
    }

    private int left() {
        return query.maxChars() - chars;
    }

    private static int chars(List<String> lines) {
        return lines.stream().mapToInt(line -> line.length() + 1).sum();
    }
}
