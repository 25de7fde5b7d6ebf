package dev.hpcmcp.backend.local;

import dev.hpcmcp.files.LogFile;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.nio.file.Path;

/** What jobs printed: the files that their output went to. */
final class LocalLogs {
    private final String cluster;
    private final JobStore store;
    private final Views views;

    LocalLogs(String cluster, JobStore store, Views views) {
        this.cluster = cluster;
        this.store = store;
        this.views = views;
    }

    LogPage read(Owned owned, LogQuery query, Standing standing) throws IOException {
        StoredJob job = owned.job();
        LocalId id = owned.id();
        if (job.isArray() && !id.isTask()) {
            throw HpcException.invalid(
                    "job_id",
                    "this is an array: name one of its tasks",
                    "such as " + id.task(job.indices().getFirst()));
        }
        Job view = views.of(job, id, standing);
        Folders folders = store.folders();
        return switch (query.stream()) {
            case STDOUT ->
                    file(folders.stdout(job, id), job.stdoutPath().isPresent(), view).read(query);
            case STDERR ->
                    file(folders.stderr(job, id), job.stderrPath().isPresent(), view).read(query);
            case EVENTS -> throw HpcException.notSupported(cluster, "events");
        };
    }

    /**
     * A job could put a link where its standard output was: only a path of the owner's choice may
     * lead elsewhere.
     */
    private static LogFile file(Path file, boolean chosen, Job view) {
        return new LogFile(file, chosen, !view.finished());
    }
}
