package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.files.LogFile;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What jobs printed. The gateway sends the last lines, or all of it: that goes into a file for as
 * long as it takes to read there.
 */
final class S9sLogs {
    private final String cluster;
    private final S9sApi api;
    private final Finding finding;
    private final long cap;

    /**
     * @param cap how many bytes of an output are taken
     */
    S9sLogs(String cluster, S9sApi api, Finding finding, long cap) {
        this.cluster = cluster;
        this.api = api;
        this.finding = finding;
        this.cap = cap;
    }

    LogPage read(Caller caller, JobId id, LogQuery query) {
        if (query.stream() == LogStream.EVENTS) {
            throw HpcException.notSupported(cluster, "the events of jobs");
        }
        Job job = finding.owned(caller, id);
        try {
            Path file = Files.createTempFile("hpc-mcp-", ".log");
            try {
                return read(caller, job, query, file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LogPage read(Caller caller, Job job, LogQuery query, Path file) throws IOException {
        boolean end = query.cursor().isEmpty() && query.search().isEmpty();
        Optional<Integer> lines = end ? Optional.of(query.lines()) : Optional.empty();
        S9sApi.Output output;
        try (OutputStream out = Files.newOutputStream(file)) {
            output =
                    api.output(
                            caller,
                            JobNumber.of(job.jobId()),
                            query.stream() == LogStream.STDERR,
                            lines,
                            cap,
                            out);
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return nothing(job);
            }
            throw e;
        }
        if (end && output.cut()) {
            throw new HpcException(endless(job));
        }
        if (output.json()) {
            unwrap(file);
        }
        LogPage page = new LogFile(file, false, false).read(query);
        return shown(page, job, query, end, output.cut());
    }

    /**
     * The gateway did not heed how many lines were wanted, and what it sent last is not the end.
     */
    private Failure endless(Job job) {
        return new Failure.NotSupported(
                cluster,
                "showing the end of job %s's output, as the gateway sends all of it and it has more than %d MB"
                        .formatted(job.jobId(), cap >> 20),
                Optional.of("give search: it looks through the beginning"));
    }

    /** A job that is there and has no output yet has printed nothing. */
    private LogPage nothing(Job job) {
        boolean waits = job.state() == JobState.QUEUED || job.state() == JobState.HELD;
        if (!waits && job.state() != JobState.STARTING) {
            throw new HpcException(
                    new Failure.NotSupported(
                            cluster,
                            "the output of job " + job.jobId(),
                            Optional.of("the gateway has no such file")));
        }
        return new LogPage(
                List.of(),
                Optional.empty(),
                Optional.of(0L),
                Optional.empty(),
                Optional.empty(),
                false,
                job.stdoutPath());
    }

    /** Of a piece from the end nobody knows where in the whole it stands. */
    private static LogPage shown(LogPage page, Job job, LogQuery query, boolean end, boolean cut) {
        long got = page.totalLines().orElse(0L);
        boolean piece = end && got == query.lines();
        Optional<String> path =
                query.stream() == LogStream.STDERR ? job.stderrPath() : job.stdoutPath();
        return new LogPage(
                page.lines(),
                piece ? Optional.empty() : page.firstLine(),
                cut || piece ? Optional.empty() : page.totalLines(),
                piece ? Optional.empty() : page.nextCursor(),
                piece ? Optional.empty() : page.previousCursor(),
                page.truncated() || cut,
                path);
    }

    /** Text inside JSON is taken out; what only looks like JSON is a job's own, and stays. */
    private static void unwrap(Path file) throws IOException {
        if (Files.size(file) > S9sApi.LIST) {
            return;
        }
        String whole = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        Optional<String> text = Output.text(Part.parse(whole).unwrapped("data"));
        if (text.isPresent()) {
            Files.write(file, text.get().getBytes(StandardCharsets.UTF_8));
        }
    }
}
