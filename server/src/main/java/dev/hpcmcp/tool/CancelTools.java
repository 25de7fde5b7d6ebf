package dev.hpcmcp.tool;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Page;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ends jobs, one answer a job. */
final class CancelTools {
    private static final int MOST = 100;

    private final Backends backends;

    CancelTools(Backends backends) {
        this.backends = backends;
    }

    CancelJob.Output cancelJob(Caller caller, CancelJob.Input input) {
        if (input.jobIds().isEmpty() == input.filter().isEmpty()) {
            throw HpcException.invalid(
                    "job_ids", "give either job_ids or filter", "{\"job_ids\":[\"12\"]}");
        }
        Served<Jobs> served = backends.serving(caller, input.cluster(), Jobs.class);
        Jobs jobs = served.port();
        List<JobId> ids =
                input.filter()
                        .map(filter -> matching(jobs, caller, filter))
                        .orElseGet(() -> input.jobIds().stream().distinct().toList());
        if (input.dryRun() || input.filter().isPresent()) {
            List<Entry> shown = preview(jobs, caller, ids);
            return new CancelJob.Output(
                    shown, summary(shown), endingThem(served.cluster(), shown, input));
        }
        List<Entry> results = cancelAll(jobs, caller, ids, input);
        return new CancelJob.Output(results, summary(results), Optional.empty());
    }

    /**
     * By their ids: between the preview and the call a filter could come to match other jobs, which
     * nobody has seen.
     */
    private static Optional<String> endingThem(
            String cluster, List<Entry> shown, CancelJob.Input input) {
        List<JobId> ids =
                shown.stream()
                        .filter(entry -> entry.result() == Result.WOULD_CANCEL)
                        .map(Entry::jobId)
                        .toList();
        return ids.isEmpty() ? Optional.empty() : Optional.of(Calls.cancel(cluster, ids, input));
    }

    private static List<JobId> matching(Jobs jobs, Caller caller, CancelJob.Filter filter) {
        if (filter.nameContains().isEmpty()
                && filter.states().isEmpty()
                && filter.queue().isEmpty()
                && filter.since().isEmpty()) {
            throw HpcException.invalid(
                    "filter", "an empty filter would end every job: say which are meant");
        }
        List<JobState> live =
                filter.states().isEmpty()
                        ? List.copyOf(EnumSet.complementOf(EnumSet.of(JobState.FINISHED)))
                        : filter.states();
        Page<Job> page =
                jobs.list(
                        caller,
                        new JobQuery(
                                live,
                                List.of(),
                                List.of(),
                                filter.nameContains(),
                                filter.queue(),
                                Optional.empty(),
                                filter.since(),
                                MOST,
                                Optional.empty()));
        if (page.nextCursor().isPresent()) {
            throw HpcException.invalid(
                    "filter",
                    "matches more than " + MOST + " jobs",
                    "a narrower filter, or job_ids in several calls");
        }
        return page.items().stream().map(Job::jobId).toList();
    }

    private static List<Entry> preview(Jobs jobs, Caller caller, List<JobId> ids) {
        JobsFound found = jobs.find(caller, ids);
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

    private static List<Entry> cancelAll(
            Jobs jobs, Caller caller, List<JobId> ids, CancelJob.Input input) {
        Cancel how = new Cancel(input.signal(), input.force(), input.reason());
        if (ids.size() > 1 && jobs instanceof BulkCancel bulk) {
            return bulk.cancelAll(caller, ids, how).stream().map(CancelTools::entry).toList();
        }
        return ids.stream().map(id -> cancel(jobs, caller, id, how)).toList();
    }

    private static Entry cancel(Jobs jobs, Caller caller, JobId id, Cancel how) {
        try {
            return entry(new BulkCancel.Ending.Done(id, jobs.cancel(caller, id, how)));
        } catch (HpcException e) {
            return entry(new BulkCancel.Ending.Failed(id, e.failure()));
        }
    }

    private static Entry entry(BulkCancel.Ending ending) {
        return switch (ending) {
            case BulkCancel.Ending.Done(JobId id, Job job) ->
                    entry(id, result(job), Optional.empty(), Optional.of(job));
            case BulkCancel.Ending.Failed(JobId id, Failure failure) ->
                    entry(
                            id,
                            refusal(failure),
                            Optional.of(FailureWords.sentence(failure)),
                            Optional.empty());
        };
    }

    /** A job that had ended some other way was left as it was. */
    private static Result result(Job job) {
        boolean endedOtherwise =
                job.finished() && !job.outcome().equals(Optional.of(Outcome.CANCELLED));
        return endedOtherwise ? Result.ALREADY_FINISHED : Result.CANCELLED;
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
