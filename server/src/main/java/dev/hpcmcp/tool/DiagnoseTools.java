package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;
import dev.hpcmcp.model.LogStream;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Logs;
import dev.hpcmcp.spec.DiagnoseJob;
import dev.hpcmcp.spec.DiagnoseJob.Evidence;
import dev.hpcmcp.text.FailureWords;
import dev.hpcmcp.text.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gathers what can be known about a job and lets {@link Diagnosis} judge it. */
final class DiagnoseTools {
    private static final int TAIL = 200;

    private final Backends backends;

    DiagnoseTools(Backends backends) {
        this.backends = backends;
    }

    DiagnoseJob.Output diagnoseJob(Caller caller, DiagnoseJob.Input input) {
        Served<Jobs> served = backends.serving(caller, input.cluster(), Jobs.class);
        Job job = find(served.port(), caller, input.jobId());
        List<Evidence> evidence = new ArrayList<>();
        List<Printed> printed = new ArrayList<>();
        if (job.finished() && served.port() instanceof Logs logs) {
            for (LogStream stream : List.of(LogStream.STDERR, LogStream.STDOUT)) {
                read(logs, caller, job.jobId(), stream, printed, evidence);
            }
        }
        return Diagnosis.of(served.cluster(), job, printed, evidence);
    }

    /** The end of one stream, cleaned. */
    record Printed(String stream, List<String> lines) {}

    private static Job find(Jobs jobs, Caller caller, JobId id) {
        JobsFound found = jobs.find(caller, List.of(id));
        if (found.jobs().isEmpty()) {
            throw new HpcException(new Failure.NotFound("job", id.value()));
        }
        return found.jobs().getFirst();
    }

    /** A log that cannot be read is evidence too: it must not pass for an empty one. */
    private static void read(
            Logs logs,
            Caller caller,
            JobId id,
            LogStream stream,
            List<Printed> printed,
            List<Evidence> evidence) {
        String name = stream.name().toLowerCase(Locale.ROOT);
        try {
            LogPage page = logs.read(caller, id, LogQuery.tail(stream, TAIL));
            printed.add(new Printed(name, LogText.of(page.lines()).lines()));
        } catch (HpcException e) {
            evidence.add(
                    new Evidence(name, "could not be read: " + FailureWords.sentence(e.failure())));
        }
    }
}
