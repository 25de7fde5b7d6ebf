package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Permit;
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
    private final JobDeeds deeds;

    CancelTools(Backends backends) {
        this.backends = backends;
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
                        .map(filter -> matching(jobs, caller, filter))
                        .orElseGet(() -> input.jobIds().stream().distinct().toList());
        if (input.dryRun() || input.filter().isPresent()) {
            return shown(served, caller, jobs.find(caller, ids), input, permit);
        }
        permit.permit(deeds.of(caller, served.cluster(), doing(input), ids));
        List<Entry> results = cancelAll(jobs, caller, ids, input);
        return new CancelJob.Output(results, summary(results), Optional.empty());
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

    private static List<Entry> cancelAll(
            Jobs jobs, Caller caller, List<JobId> ids, CancelJob.Input input) {
        Cancel how = new Cancel(input.signal(), input.force(), input.reason());
        return ids.stream().map(id -> cancel(jobs, caller, id, how)).toList();
    }

    private static Entry cancel(Jobs jobs, Caller caller, JobId id, Cancel how) {
        try {
            Job job = jobs.cancel(caller, id, how);
            return entry(id, result(job), Optional.empty(), Optional.of(job));
        } catch (HpcException e) {
            return entry(
                    id,
                    refusal(e.failure()),
                    Optional.of(FailureWords.sentence(e.failure())),
                    Optional.empty());
        }
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
