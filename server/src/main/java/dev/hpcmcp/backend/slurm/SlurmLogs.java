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
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Jobs' output files, where this process can see them. The path is the job owner's choice, so it
 * may name anything: only a regular file that belongs to the owner is read, and before and after it
 * is the same one.
 */
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
        Path real = folder.toRealPath().resolve(file.getFileName());
        if (!Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
            if (!job.finished() || job.startedAt().isEmpty()) {
                return new LogFile(real, false, true).read(query);
            }
            throw hidden(file.toString(), "the file is not there any more");
        }
        Object before = identity(real, owner);
        LogPage page = new LogFile(real, false, !job.finished()).read(query);
        if (!identity(real, owner).equals(before)) {
            throw hidden(file.toString(), "it was replaced while it was read");
        }
        return page;
    }

    private Object identity(Path file, long owner) throws IOException {
        Object uid = Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !(uid instanceof Number number)
                || number.longValue() != owner) {
            throw hidden(file.toString(), "it is not a plain file of the job's owner");
        }
        return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    private HpcException hidden(String path, String why) {
        return new HpcException(
                new Failure.NotSupported(
                        cluster, "reading " + path + " from here", Optional.of(why)));
    }
}
