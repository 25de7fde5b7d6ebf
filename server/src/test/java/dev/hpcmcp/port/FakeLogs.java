package dev.hpcmcp.port;

import com.google.re2j.Pattern;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the jobs of a {@link FakeBackend} printed. A cursor is a line number, {@code <4} for older
 * ones.
 */
final class FakeLogs {
    private final Map<Stream, List<String>> printed = new HashMap<>();

    private record Stream(JobId job, LogStream stream) {}

    void print(JobId job, LogStream stream, List<String> lines) {
        printed.computeIfAbsent(new Stream(job, stream), key -> new ArrayList<>()).addAll(lines);
    }

    LogPage read(String cluster, JobId job, LogQuery query) {
        Stream stream = new Stream(job, query.stream());
        if (query.stream() == LogStream.EVENTS && !printed.containsKey(stream)) {
            throw HpcException.notSupported(cluster, "events");
        }
        List<String> all = printed.getOrDefault(stream, List.of());
        return query.search()
                .map(search -> found(all, search, query))
                .orElseGet(() -> window(all, query));
    }

    private static LogPage window(List<String> all, LogQuery query) {
        int from;
        int to;
        String cursor = query.cursor().orElse("<" + all.size());
        if (cursor.startsWith("<")) {
            to = parse(cursor.substring(1), all.size());
            from = Math.max(0, to - query.lines());
        } else {
            from = parse(cursor, all.size());
            to = (int) Math.min(all.size(), (long) from + query.lines());
        }
        return new LogPage(
                all.subList(from, to),
                Optional.of(from + 1L),
                Optional.of((long) all.size()),
                Optional.of(Integer.toString(to)),
                from > 0 ? Optional.of("<" + from) : Optional.empty(),
                false,
                Optional.empty());
    }

    private static LogPage found(List<String> all, String search, LogQuery query) {
        Pattern pattern = Pattern.compile(search);
        List<String> lines = all.stream().filter(line -> pattern.matcher(line).find()).toList();
        return new LogPage(
                lines.subList(0, Math.min(lines.size(), query.lines())),
                Optional.empty(),
                Optional.of((long) all.size()),
                Optional.empty(),
                Optional.empty(),
                lines.size() > query.lines(),
                Optional.empty());
    }

    private static int parse(String cursor, int most) {
        if (!cursor.matches("\\d{1,9}") || Integer.parseInt(cursor) > most) {
            throw HpcException.invalid("cursor", "this is not a cursor that was given out");
        }
        return Integer.parseInt(cursor);
    }
}
