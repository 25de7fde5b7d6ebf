package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.files.LogFile;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Jobs' output files, where this process can see them. */
final class SlurmLogs {
    private final String cluster;
    private final boolean readsFiles;

    SlurmLogs(String cluster, boolean readsFiles) {
        this.cluster = cluster;
        this.readsFiles = readsFiles;
    }

    LogPage read(Job job, long owner, LogQuery query) {
        if (query.stream() == LogStream.EVENTS) {
            throw HpcException.notSupported(cluster, "events");
        }
        if (job.array().isPresent()) {
            throw HpcException.invalid(
                    "job_id",
                    "this is an array: name one of its tasks",
                    "such as " + job.jobId() + "_1");
        }
        String path =
                (query.stream() == LogStream.STDOUT ? job.stdoutPath() : job.stderrPath())
                        .orElse("");
        if (!readsFiles) {
            throw hidden(
                    path, "the site can set logs: files where this server sees its file system");
        }
        try {
            return read(Path.of(path), job, owner, query);
        } catch (OwnedFile.NotTheirs e) {
            throw hidden(path, String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            throw hidden(path, "the server may not read it; read it on the cluster");
        }
    }

    private LogPage read(Path file, Job job, long owner, LogQuery query) throws IOException {
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of("/"));
        if (!file.isAbsolute() || !Files.isDirectory(folder)) {
            if (job.startedAt().isEmpty()) {
                return new LogFile(file, false, true).read(query);
            }
            throw hidden(file.toString(), "its directory is not visible to this server");
        }
        OwnedFile owned = OwnedFile.at(file, owner);
        if (!owned.exists()) {
            if (!job.finished() || job.startedAt().isEmpty()) {
                return new LogFile(owned.path(), false, true).read(query);
            }
            throw hidden(file.toString(), "the file is not there any more");
        }
        return owned.read(path -> new LogFile(path, false, !job.finished()).read(query));
    }

    private HpcException hidden(String path, String why) {
        return new HpcException(
                new Failure.NotSupported(
                        cluster, "reading " + path + " from here", Optional.of(why)));
    }
}
