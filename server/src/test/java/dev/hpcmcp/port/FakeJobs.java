package dev.hpcmcp.port;

import dev.hpcmcp.model.ArraySummary;
import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.TaskRange;
import dev.hpcmcp.model.TrainingRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs of a {@link FakeBackend}; its lock is held around every call. */
final class FakeJobs {
    private final String cluster;
    private final Clock clock;
    private final Map<JobId, Job> byId = new LinkedHashMap<>();
    private final Map<String, JobId> byMark = new HashMap<>();
    private int lastId;

    FakeJobs(String cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    Job submit(String owner, JobRequest request) {
        problem(request)
                .ifPresent(problem -> {
                    throw HpcException.invalid("script", problem);
                });
        boolean held = request.hold().orElse(false);
        JobBuilder job =
                accepted(owner, held ? JobState.HELD : JobState.QUEUED)
                        .name(request.name())
                        .image(request.image())
                        .queue(request.queue().or(() -> Optional.of("fake")))
                        .workingDirectory(request.workingDirectory().orElse("/home/" + owner));
        request.array()
                .map(TaskRange::parse)
                .ifPresent(range -> {
                    int tasks = range.indices().size();
                    job.array(new ArraySummary(tasks, Map.of(JobState.QUEUED, tasks), List.of()));
                });
        request.wallTimeSeconds().ifPresent(job::wallTimeSeconds);
        return marked(request.requestId(), put(job.build()));
    }

    private Job marked(Optional<String> mark, Job job) {
        mark.ifPresent(text -> byMark.put(text, job.jobId()));
        return job;
    }

    Optional<Job> marked(String subject, String mark) {
        return Optional.ofNullable(byMark.get(mark)).flatMap(id -> seen(subject, id));
    }

    void forget(JobId id) {
        byId.remove(id);
    }

    Job launch(String owner, SessionRequest request) {
        return marked(
                request.requestId(),
                put(
                        accepted(owner, JobState.QUEUED)
                                .name(request.name())
                                .image(request.image())
                                .kind(request.type().kind())
                                .build()));
    }

    Job train(String owner, TrainingRequest request) {
        return marked(
                request.requestId(),
                put(
                        accepted(owner, JobState.QUEUED)
                                .name(request.name().orElse(request.configPath()))
                                .tags(request.tags())
                                .kind(JobKind.TRAINING)
                                .build()));
    }

    private JobBuilder accepted(String owner, JobState state) {
        JobId id = new JobId(Integer.toString(++lastId));
        return Job.of(cluster, id, state, state.name(), clock.instant())
                .owner(owner)
                .submittedAt(clock.instant());
    }

    private static Optional<String> problem(JobRequest request) {
        return request.script().isPresent() == request.command().isEmpty()
                ? Optional.empty()
                : Optional.of("give either a script or a command");
    }

    static SubmitPlan plan(JobRequest request) {
        Map<String, Object> would = new LinkedHashMap<>();
        request.script().ifPresent(script -> would.put("script", script));
        would.put("command", request.command());
        return new SubmitPlan(
                would,
                problem(request).stream().toList(),
                List.of(),
                Optional.of("when the test says so"));
    }

    Job start(JobId id) {
        return put(
                get(id).change()
                        .state(JobState.RUNNING, "RUNNING")
                        .startedAt(clock.instant())
                        .build());
    }

    Job finish(JobId id, Outcome outcome) {
        JobBuilder job = get(id).change().state(JobState.FINISHED, outcome.name()).outcome(outcome);
        if (outcome == Outcome.SUCCEEDED || outcome == Outcome.FAILED) {
            job.exitCode(outcome == Outcome.SUCCEEDED ? 0 : 1);
        }
        return put(job.endedAt(clock.instant()).build());
    }

    Job put(Job job) {
        byId.put(job.jobId(), job);
        return job;
    }

    Job get(JobId id) {
        return Optional.ofNullable(byId.get(id))
                .orElseThrow(() -> new IllegalArgumentException("no job " + id));
    }

    private Optional<Job> seen(String subject, JobId id) {
        return Optional.ofNullable(byId.get(id))
                .filter(job -> job.owner().map(subject::equals).orElse(true))
                .map(job -> job.change().asOf(clock.instant()).build());
    }

    Job owned(String subject, JobId id) {
        return seen(subject, id)
                .orElseThrow(() -> new HpcException(new Failure.NotFound("job", id.value())));
    }

    Page<Job> list(String subject, JobQuery query) {
        List<Job> newestFirst =
                byId.keySet().stream()
                        .flatMap(id -> seen(subject, id).stream())
                        .filter(query::admits)
                        .toList()
                        .reversed();
        return Paging.page(newestFirst, query.limit(), query.cursor());
    }

    JobsFound find(String subject, List<JobId> ids) {
        List<Job> jobs = new ArrayList<>();
        List<JobsFound.Missing> missing = new ArrayList<>();
        for (JobId id : ids) {
            seen(subject, id)
                    .ifPresentOrElse(
                            jobs::add,
                            () -> missing.add(new JobsFound.Missing(id, "there is no such job")));
        }
        return new JobsFound(jobs, missing);
    }

    /** A test {@link #put}s tasks under ids such as {@code 12_3}. */
    List<Job> tasks(String subject, JobId array) {
        return byId.keySet().stream()
                .filter(id -> id.value().startsWith(array.value() + "_"))
                .flatMap(id -> seen(subject, id).stream())
                .toList();
    }

    Job cancel(String subject, JobId id, Cancel how) {
        Job job = owned(subject, id);
        return job.finished() || how.signal().isPresent() ? job : finish(id, Outcome.CANCELLED);
    }

    Job control(String subject, JobId id, Control change) {
        Job job = owned(subject, id);
        return switch (change.action()) {
            case HOLD -> move(job, JobState.QUEUED, JobState.HELD);
            case RELEASE -> move(job, JobState.HELD, JobState.QUEUED);
            case SUSPEND -> move(job, JobState.RUNNING, JobState.SUSPENDED);
            case RESUME -> move(job, JobState.SUSPENDED, JobState.RUNNING);
            case REQUEUE ->
                    put(
                            job.change()
                                    .outcome(Optional.empty())
                                    .state(JobState.QUEUED, "QUEUED")
                                    .build());
            case SIGNAL -> move(job, JobState.RUNNING, JobState.RUNNING);
            case RENEW, SET_PRIORITY, SET_TIME_LIMIT ->
                    job.finished() ? move(job, JobState.QUEUED, JobState.QUEUED) : job;
        };
    }

    private Job move(Job job, JobState from, JobState to) {
        if (job.state() != from) {
            throw new HpcException(
                    new Failure.Conflict(
                            "job " + job.jobId() + " is " + job.state() + ", not " + from));
        }
        return put(job.change().state(to, to.name()).build());
    }
}
