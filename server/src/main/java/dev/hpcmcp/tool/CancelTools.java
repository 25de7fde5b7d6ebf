package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Permit;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.BulkCancel;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.CancelJob;
import dev.hpcmcp.spec.CancelJob.Entry;
import dev.hpcmcp.spec.CancelJob.Result;
import dev.hpcmcp.text.FailureWords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ends jobs, one answer a job. */
final class CancelTools {
    private static final String TOO_LATE =
            "left as it is: the time for one call was over; next has the call for it";

    private final Backends backends;
    private final Clock clock;
    private final Handles handles;
    private final JobDeeds deeds;

    CancelTools(Backends backends, Clock clock, Handles handles) {
        this.backends = backends;
        this.clock = clock;
        this.handles = handles;
        this.deeds = new JobDeeds(backends);
    }

    CancelJob.Output cancelJob(Caller caller, CancelJob.Input input, Permit permit)
            throws InterruptedException {
        if (input.jobIds().isEmpty() == input.filter().isEmpty()) {
            throw HpcException.invalid(
                    "job_ids", "give either job_ids or filter", "{\"job_ids\":[\"12\"]}");
        }
        Served<Jobs> served = backends.serving(caller, input.cluster(), Jobs.class);
        Jobs jobs = served.port();
        List<JobId> ids =
                input.filter()
                        .map(filter -> Filtered.of(filter).among(jobs, caller))
                        .orElseGet(
                                () -> handles.expanded(caller, served.cluster(), input.jobIds()));
        if (input.dryRun() || input.filter().isPresent()) {
            return shown(served, caller, jobs.find(caller, ids), input, permit);
        }
        permit.permit(deeds.of(caller, served.cluster(), doing(input), ids));
        List<Entry> results = cancelAll(jobs, caller, ids, input);
        return new CancelJob.Output(
                results, summary(results), theOthers(served.cluster(), results, input));
    }

    private static Optional<String> theOthers(
            String cluster, List<Entry> results, CancelJob.Input input) {
        List<JobId> ids =
                results.stream()
                        .filter(entry -> entry.message().filter(TOO_LATE::equals).isPresent())
                        .map(Entry::jobId)
                        .toList();
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(Calls.cancel(Calls.cancelArguments(cluster, ids, input)));
    }

    private static String doing(CancelJob.Input input) {
        return input.signal().map(signal -> "send " + signal + " to").orElse("end");
    }

    /**
     * The next call is by ids: between the preview and the call a filter could come to match other
     * jobs, which nobody has seen.
     */
    private CancelJob.Output shown(
            Served<Jobs> served,
            Caller caller,
            JobsFound found,
            CancelJob.Input input,
            Permit permit)
            throws InterruptedException {
        List<Entry> shown = preview(found);
        List<JobId> ids =
                shown.stream()
                        .filter(entry -> entry.result() == Result.WOULD_CANCEL)
                        .map(Entry::jobId)
                        .toList();
        Optional<String> next = Optional.empty();
        if (!ids.isEmpty()) {
            Map<String, Object> call = Calls.cancelArguments(served.cluster(), ids, input);
            permit.permit(deeds.of(caller, served, doing(input), found.jobs()).planned(call));
            next = Optional.of(Calls.cancel(call));
        }
        return new CancelJob.Output(shown, summary(shown), next);
    }

    private static List<Entry> preview(JobsFound found) {
        List<Entry> results = new ArrayList<>();
        for (Job job : found.jobs()) {
            Result result = job.finished() ? Result.ALREADY_FINISHED : Result.WOULD_CANCEL;
            results.add(entry(job.jobId(), result, Optional.empty(), Optional.of(job)));
        }
        found.missing()
                .forEach(missing ->
                        results.add(
                                entry(
                                        missing.jobId(),
                                        Result.NOT_FOUND,
                                        Optional.of(missing.reason()),
                                        Optional.empty())));
        return results;
    }

    private List<Entry> cancelAll(Jobs jobs, Caller caller, List<JobId> ids, CancelJob.Input input)
            throws InterruptedException {
        Cancel how = new Cancel(input.signal(), input.force(), input.reason());
        if (ids.size() > 1 && jobs instanceof BulkCancel bulk) {
            return bulk.cancelAll(caller, ids, how).stream()
                    .map(ending -> entry(ending, how))
                    .toList();
        }
        List<Optional<Entry>> done =
                FewAtOnce.from(clock).each(ids, id -> cancel(jobs, caller, id, how));
        List<Entry> results = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            JobId id = ids.get(i);
            results.add(
                    done.get(i)
                            .orElseGet(() ->
                                    entry(
                                            id,
                                            Result.REFUSED,
                                            Optional.of(TOO_LATE),
                                            Optional.empty())));
        }
        return results;
    }

    private static Entry cancel(Jobs jobs, Caller caller, JobId id, Cancel how) {
        try {
            return entry(new BulkCancel.Ending.Done(id, jobs.cancel(caller, id, how)), how);
        } catch (HpcException e) {
            return entry(new BulkCancel.Ending.Failed(id, e.failure()), how);
        }
    }

    private static Entry entry(BulkCancel.Ending ending, Cancel how) {
        return switch (ending) {
            case BulkCancel.Ending.Done(JobId id, Job job) ->
                    entry(id, result(job, how), Optional.empty(), Optional.of(job));
            case BulkCancel.Ending.Failed(JobId id, Failure failure) ->
                    entry(
                            id,
                            refusal(failure),
                            Optional.of(FailureWords.sentence(failure)),
                            Optional.empty());
        };
    }

    /** A job that had ended some other way was left as it was. */
    static Result result(Job job, Cancel how) {
        if (job.finished()) {
            return job.outcome().equals(Optional.of(Outcome.CANCELLED))
                    ? Result.CANCELLED
                    : Result.ALREADY_FINISHED;
        }
        if (how.signal().isPresent()) {
            return Result.SIGNALLED;
        }
        return job.state() == JobState.ENDING ? Result.CANCELLED : Result.REQUESTED;
    }

    static Result refusal(Failure failure) {
        return switch (failure) {
            case Failure.NotFound _ -> Result.NOT_FOUND;
            case Failure.OutcomeUnknown _,
                    Failure.Unreachable _,
                    Failure.BadAnswer _,
                    Failure.Busy _ ->
                    Result.UNKNOWN;
            case Failure.InvalidInput _,
                    Failure.SignInNeeded _,
                    Failure.NotAllowed _,
                    Failure.NotSupported _,
                    Failure.Conflict _,
                    Failure.OverBudget _ ->
                    Result.REFUSED;
        };
    }

    private static Entry entry(
            JobId id, Result result, Optional<String> message, Optional<Job> job) {
        return new Entry(id, result, message, job.map(Fit::concise));
    }

    private static Map<Result, Integer> summary(List<Entry> results) {
        Map<Result, Integer> counts = new TreeMap<>();
        results.forEach(entry -> counts.merge(entry.result(), 1, Integer::sum));
        return counts;
    }
}
