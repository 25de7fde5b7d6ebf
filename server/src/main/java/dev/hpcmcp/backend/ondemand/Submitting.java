package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.ArraySummary;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks, writes and sends new jobs, once each. */
final class Submitting {
    private final OnDemandSettings settings;
    private final OnDemandApi api;
    private final Sites sites;
    private final Finding finding;
    private final Holds holds;
    private final Clock clock;

    Submitting(
            OnDemandSettings settings,
            OnDemandApi api,
            Sites sites,
            Finding finding,
            Holds holds,
            Clock clock) {
        this.settings = settings;
        this.api = api;
        this.sites = sites;
        this.finding = finding;
        this.holds = holds;
        this.clock = clock;
    }

    /**
     * The look at the clusters wakes the user's server and proves the sign-in: a submit that meets
     * a sleeping one would leave it open whether the job is there.
     */
    Submitted submit(Caller caller, JobRequest asked) {
        JobRequest request = RequestCheck.unsignedUnlessShell(asked);
        Site site = sites.of(caller);
        Draft draft = Draft.of(request, site, settings.directory());
        RequestCheck check = new RequestCheck(request, site, draft);
        check.problems().stream()
                .<Failure>map(problem -> problem)
                .findFirst()
                .or(() -> refusal(caller, site, request))
                .ifPresent(problem -> {
                    throw new HpcException(problem);
                });
        sites.cluster(caller);
        Duration within = settings.timeout().multipliedBy(3).dividedBy(2);
        String id = api.submit(caller, body(request, site, draft), within);
        Job job = accepted(site, request, draft, new JobId(id));
        if (draft.held()) {
            holds.add(caller, job.jobId());
        }
        return new Submitted(job, check.warnings());
    }

    SubmitPlan plan(Caller caller, JobRequest asked) {
        JobRequest request = RequestCheck.unsignedUnlessShell(asked);
        Site site = sites.of(caller);
        Draft draft = Draft.of(request, site, settings.directory());
        RequestCheck check = new RequestCheck(request, site, draft);
        List<String> problems =
                check.problems().stream().map(p -> p.field() + ": " + p.problem()).toList();
        Optional<Failure> refusal =
                problems.isEmpty() ? refusal(caller, site, request) : Optional.empty();
        return new SubmitPlan(
                problems.isEmpty() && refusal.isEmpty() ? body(request, site, draft) : Map.of(),
                refusal.map(Submitting::words).map(List::of).orElse(problems),
                check.warnings(),
                Optional.empty());
    }

    private Map<String, Object> body(JobRequest request, Site site, Draft draft) {
        return new RequestBody(request, site, draft, Recorded.export(site, settings.directory()))
                .json();
    }

    private static String words(Failure failure) {
        return switch (failure) {
            case Failure.InvalidInput f -> f.field() + ": " + f.problem();
            case Failure.NotSupported f -> "after: not here; " + f.nearest().orElse("");
            case Failure.Conflict f -> "after: " + f.problem();
            default -> "it would be refused";
        };
    }

    /**
     * An old site ignores what a job is to wait for and runs it at once; and a scheduler takes a
     * job that it does not know, or no longer, as done.
     */
    private Optional<Failure> refusal(Caller caller, Site site, JobRequest request) {
        if (request.after().isEmpty()) {
            return Optional.empty();
        }
        if (site.doubt(Release.CONTROL).isPresent()) {
            return site.doubt(Release.CONTROL);
        }
        if (!site.has(Release.CONTROL)) {
            return Optional.of(
                    new Failure.NotSupported(
                            settings.id(),
                            "waiting for other jobs: its version would ignore that and start the job at once",
                            Optional.of(
                                    "wait_for_job first, or write #SBATCH --dependency=afterok:ID into the script")));
        }
        List<JobId> ids = request.after().stream().map(After::jobId).distinct().toList();
        return finding.find(caller, ids).missing().stream()
                .map(JobsFound.Missing::jobId)
                .findFirst()
                .map(id ->
                        new Failure.InvalidInput(
                                "after",
                                "the site shows no job "
                                        + id
                                        + " of yours; finished ones vanish after some minutes: leave it out if it is done",
                                Optional.empty()));
    }

    /** Of the answer only the id is to be believed: often the job cannot be seen yet. */
    private Job accepted(Site site, JobRequest request, Draft draft, JobId id) {
        JobState state = draft.held() ? JobState.HELD : JobState.QUEUED;
        JobBuilder job =
                Job.of(settings.id(), id, state, "accepted", clock.instant())
                        .name(Optional.of(draft.name()))
                        .owner(site.user())
                        .queue(draft.queue())
                        .project(draft.project())
                        .submittedAt(Optional.of(clock.instant()))
                        .workingDirectory(draft.directory())
                        .stdoutPath(draft.stdout().flatMap(path -> OutputPath.of(path, id)))
                        .stderrPath(draft.stderr().flatMap(path -> OutputPath.of(path, id)))
                        .array(
                                draft.array()
                                        .map(RequestBody::count)
                                        .map(n ->
                                                new ArraySummary(n, Map.of(state, n), List.of())));
        request.wallTimeSeconds().ifPresent(job::wallTimeSeconds);
        return job.build();
    }
}
