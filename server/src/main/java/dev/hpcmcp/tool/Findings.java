package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.spec.DiagnoseJob.Evidence;
import dev.hpcmcp.text.FailureWords;
import dev.hpcmcp.text.LogText;
import dev.hpcmcp.tool.Diagnosis.Finding;
import dev.hpcmcp.tool.Diagnosis.Printed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Gathers what can be known about a job and has it judged. */
final class Findings {
    private static final int TAIL = 200;
    private static final List<LogStream> TELLING =
            List.of(LogStream.STDERR, LogStream.STDOUT, LogStream.EVENTS);

    private final Caller caller;
    private final Optional<Logs> logs;
    private final Function<JobId, Optional<JobRequest>> asked;

    Findings(Caller caller, Optional<Logs> logs, Function<JobId, Optional<JobRequest>> asked) {
        this.caller = caller;
        this.logs = logs;
        this.asked = asked;
    }

    Finding about(Job job) {
        List<Printed> printed = new ArrayList<>();
        List<Evidence> unread = new ArrayList<>();
        for (LogStream stream : TELLING) {
            if (logs.isPresent() && (job.finished() || stream == LogStream.EVENTS)) {
                read(logs.get(), job.jobId(), stream, printed, unread);
            }
        }
        Finding finding = Diagnosis.of(job, printed);
        if (unread.isEmpty()) {
            return finding;
        }
        unread.addAll(0, finding.evidence());
        return new Finding(
                finding.rule(),
                finding.cause(),
                finding.confidence(),
                unread,
                finding.advice(),
                finding.fix());
    }

    /** A log that cannot be read is evidence too: it must not pass for an empty one. */
    private void read(
            Logs from, JobId id, LogStream stream, List<Printed> printed, List<Evidence> unread) {
        String name = stream.name().toLowerCase(Locale.ROOT);
        try {
            LogQuery tail = LogQuery.tail(stream, TAIL).ofJobAsked(asked.apply(id));
            LogPage page = from.read(caller, id, tail);
            List<String> lines = page.lines().stream().map(Findings::showingLineEnds).toList();
            printed.add(new Printed(name, LogText.of(lines).lines()));
        } catch (HpcException e) {
            if (!(e.failure() instanceof Failure.NotSupported)) {
                unread.add(
                        new Evidence(
                                name, "could not be read: " + FailureWords.sentence(e.failure())));
            }
        }
    }

    /** A line end in a name is what is wrong with a script; cleaning would take it for a redraw. */
    private static String showingLineEnds(String line) {
        return line.replaceAll("\r(?=[:'\"])", "\\\\r");
    }
}
