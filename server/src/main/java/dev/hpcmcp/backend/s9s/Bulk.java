package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.BulkCancel.Ending;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ends many jobs by one request. That it was taken does not mean that they ended: neither its
 * status nor its summary is believed, only the line of each job, and then a look at them all.
 */
final class Bulk {
    private final S9sApi api;
    private final Finding finding;
    private final Changing changing;

    Bulk(S9sApi api, Finding finding, Changing changing) {
        this.api = api;
        this.finding = finding;
        this.changing = changing;
    }

    /** A signal of one's own only fits into the request for a single job. */
    List<Ending> cancel(Caller caller, List<JobId> ids, Cancel how) {
        JobsFound found = finding.all(caller, ids);
        List<Job> live = found.jobs().stream().filter(job -> !job.finished()).toList();
        if (live.size() < 2 || how.signal().isPresent()) {
            return oneByOne(caller, ids, how);
        }
        Map<JobId, Boolean> lines;
        try {
            lines = lines(api.cancelAll(caller, numbers(live), how.force(), how.reason()));
        } catch (HpcException e) {
            if (isRefused(e.failure())) {
                return oneByOne(caller, ids, how);
            }
            throw e;
        }
        return endings(caller, ids, lines, found);
    }

    /** Nothing was done, so that single requests do no harm. */
    private static boolean isRefused(Failure failure) {
        return failure instanceof Failure.NotSupported || failure instanceof Failure.InvalidInput;
    }

    private static List<JobNumber> numbers(List<Job> jobs) {
        return jobs.stream().map(job -> JobNumber.of(job.jobId())).toList();
    }

    /** True for each that it says it ended, false for each that it says it did not. */
    private static Map<JobId, Boolean> lines(Part answer) {
        Map<JobId, Boolean> lines = new HashMap<>();
        for (Part line : answer.unwrapped("data").parts("results")) {
            Optional<Boolean> well = line.text("status").map("success"::equalsIgnoreCase);
            Views.id(line).ifPresent(id -> well.ifPresent(is -> lines.put(id.asJobId(), is)));
        }
        return lines;
    }

    private List<Ending> oneByOne(Caller caller, List<JobId> ids, Cancel how) {
        List<Ending> endings = new ArrayList<>();
        for (JobId id : ids) {
            try {
                endings.add(new Ending.Done(id, changing.cancel(caller, id, how)));
            } catch (HpcException e) {
                endings.add(new Ending.Failed(id, e.failure()));
            }
        }
        return endings;
    }

    private List<Ending> endings(
            Caller caller, List<JobId> ids, Map<JobId, Boolean> lines, JobsFound before) {
        Map<JobId, Job> now = new HashMap<>();
        before.jobs().forEach(job -> now.put(job.jobId(), job.change().stale(true).build()));
        Set<JobId> live = new LinkedHashSet<>();
        before.jobs().stream().filter(job -> !job.finished()).forEach(job -> live.add(job.jobId()));
        try {
            finding.all(caller, List.copyOf(live)).jobs().forEach(job -> now.put(job.jobId(), job));
        } catch (HpcException e) {
            // What each line said is known all the same.
        }
        return ids.stream()
                .map(id ->
                        Optional.ofNullable(now.get(id))
                                .map(job -> ending(id, job, live.contains(id), lines))
                                .orElseGet(() ->
                                        new Ending.Failed(
                                                id, new Failure.NotFound("job", id.value()))))
                .toList();
    }

    private static Ending ending(JobId id, Job job, boolean asked, Map<JobId, Boolean> lines) {
        boolean seen = job.finished() && !(asked && job.stale());
        Optional<Boolean> line = Optional.ofNullable(lines.get(id));
        if (seen || line.orElse(false)) {
            return new Ending.Done(id, job);
        }
        return new Ending.Failed(
                id,
                line.isPresent()
                        ? new Failure.Conflict("the cluster did not cancel job " + id)
                        : new Failure.OutcomeUnknown(job.cluster(), "cancelling job " + id));
    }
}
