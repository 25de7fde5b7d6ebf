package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.model.Notice;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What there is to read of a run: no output, but the notifications about it. */
final class PivotLogs {
    private final String cluster;
    private final PivotNotices notices;
    private final BiFunction<Caller, JobId, String> session;

    /**
     * Notifications name sessions, also where a run goes by the id of its process.
     *
     * @param session what the notifications about a run go by
     */
    PivotLogs(String cluster, PivotNotices notices, BiFunction<Caller, JobId, String> session) {
        this.cluster = cluster;
        this.notices = notices;
        this.session = session;
    }

    LogPage read(Caller caller, JobId run, LogQuery query) {
        if (query.stream() != LogStream.EVENTS) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster,
                            "what a run prints: it keeps no output",
                            Optional.of(
                                    "get_training_metrics has its numbers, stream events the notifications about it")));
        }
        String about = session.apply(caller, run);
        List<String> lines =
                notices.all(caller, Notice.Kind.NOTIFICATION, Optional.of(about)).stream()
                        .filter(one ->
                                one.jobId().filter(id -> id.value().equals(about)).isPresent())
                        .map(PivotLogs::line)
                        .toList()
                        .reversed();
        int from = Math.max(0, lines.size() - query.lines());
        return new LogPage(
                lines.subList(from, lines.size()),
                Optional.of(from + 1L),
                Optional.of((long) lines.size()),
                Optional.empty(),
                Optional.empty(),
                from > 0,
                Optional.empty());
    }

    private static String line(Notice one) {
        return one.at().map(at -> at + " ").orElse("")
                + one.title()
                + one.message().map(text -> ": " + text).orElse("");
    }
}
