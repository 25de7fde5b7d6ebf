package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.files.LogFile;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Streamed;
import dev.hpcmcp.rest.Tail;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What sessions printed. The service sends all of it every time: of the end only the end is kept,
 * in memory of a fixed size; to read elsewhere in it or to search, it is put into a file for as
 * long as that takes.
 */
final class SkahaLogs {
    /** More than a page can hold. */
    private static final int TAIL = 1 << 20;

    private final String cluster;
    private final SkahaApi api;
    private final Sightings sightings;
    private final LogCaps caps;

    SkahaLogs(String cluster, SkahaApi api, Sightings sightings, LogCaps caps) {
        this.cluster = cluster;
        this.api = api;
        this.sightings = sightings;
        this.caps = caps;
    }

    /**
     * How much of a log is taken.
     *
     * @param tail when only the end is wanted
     * @param file when it is put into a file
     */
    record LogCaps(long tail, long file) {
        static final LogCaps USUAL = new LogCaps(1L << 30, 64L << 20);
    }

    LogPage read(Caller caller, JobId job, LogQuery query) {
        SessionId id = SessionId.of(job).orElseThrow(() -> Sightings.notFound(job));
        if (id.app().isPresent()) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster,
                            "the output of an app by itself",
                            Optional.of("that of its desktop, " + id.session() + ", has it")));
        }
        return page(caller, job, query);
    }

    private LogPage page(Caller caller, JobId id, LogQuery query) {
        return switch (query.stream()) {
            case STDOUT ->
                    query.cursor().isEmpty() && query.search().isEmpty()
                            ? tail(caller, id, query)
                            : elsewhere(caller, id, query);
            case STDERR ->
                    throw new HpcException(
                            new Failure.NotSupported(
                                    cluster,
                                    "standard error by itself",
                                    Optional.of("stdout has both together")));
            case EVENTS -> events(caller, id, query);
        };
    }

    private LogPage tail(Caller caller, JobId id, LogQuery query) {
        Tail tail = new Tail(TAIL);
        Streamed streamed = api.log(caller, id.value(), tail, caps.tail());
        mustExistIfEmpty(caller, id, streamed.bytes());
        return TailPage.of(tail, query, streamed.cut(), caps.file());
    }

    private LogPage elsewhere(Caller caller, JobId id, LogQuery query) {
        try {
            Path file = Files.createTempFile("hpc-mcp-", ".log");
            try {
                return page(file, fetched(caller, id, file), query);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Streamed fetched(Caller caller, JobId id, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            Streamed streamed = api.log(caller, id.value(), out, caps.file());
            mustExistIfEmpty(caller, id, streamed.bytes());
            return streamed;
        }
    }

    /** Our file is nobody's business: it is gone when the answer is read. */
    private static LogPage page(Path file, Streamed streamed, LogQuery query) throws IOException {
        LogPage page = new LogFile(file, false, false).read(query);
        return new LogPage(
                page.lines(),
                page.firstLine(),
                streamed.cut() ? Optional.empty() : page.totalLines(),
                page.nextCursor(),
                page.previousCursor(),
                page.truncated() || streamed.cut(),
                Optional.empty());
    }

    /** An unknown id has an empty log like one that has printed nothing. */
    private void mustExistIfEmpty(Caller caller, JobId id, long bytes) {
        if (bytes == 0) {
            sightings.one(caller, id);
        }
    }

    /** A table in plain text; there is none for what waits in a queue. */
    private LogPage events(Caller caller, JobId id, LogQuery query) {
        String table;
        try {
            table = api.events(caller, id.value()).text().strip();
        } catch (HpcException e) {
            if (!(e.failure() instanceof Failure.NotFound)) {
                throw e;
            }
            sightings.one(caller, id);
            table = "";
        }
        return eventsPage(table.equals("<none>") ? "" : table, query);
    }

    private static LogPage eventsPage(String table, LogQuery query) {
        if (query.cursor().isPresent() || query.search().isPresent()) {
            throw HpcException.invalid(
                    query.cursor().isPresent() ? "cursor" : "search",
                    "events come all at once and are few",
                    "stream events without it");
        }
        Tail tail = new Tail(TAIL);
        byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
        tail.write(bytes, 0, bytes.length);
        LogPage page = TailPage.of(tail, query, false, 0);
        return new LogPage(
                page.lines(),
                page.firstLine(),
                page.totalLines(),
                Optional.empty(),
                Optional.empty(),
                page.truncated(),
                Optional.empty());
    }
}
