package dev.hpcmcp.store;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.JobsFound.Missing;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Signature;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster's jobs, with a memory for those that it forgets. */
final class RememberedJobs implements Jobs {
    private final String cluster;
    private final Jobs jobs;
    private final Optional<Marks> marks;
    private final Memory memory;
    private final Submitting submitting;

    RememberedJobs(
            String cluster,
            Jobs jobs,
            Optional<Marks> marks,
            Memory memory,
            Submitting submitting) {
        this.cluster = cluster;
        this.jobs = jobs;
        this.marks = marks;
        this.memory = memory;
        this.submitting = submitting;
    }

    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        Submitted submitted = submitting.submit(Sending.job(caller, cluster, request, jobs, marks));
        return submitted.already() ? now(caller, submitted) : submitted;
    }

    /** How a job is that was submitted before; as it was last seen if the cluster is away. */
    Submitted now(Caller caller, Submitted before) {
        try {
            return find(caller, List.of(before.job().jobId())).jobs().stream()
                    .findFirst()
                    .map(job -> new Submitted(job, before.warnings(), true))
                    .orElse(before);
        } catch (HpcException away) {
            Job stale = before.job().change().stale(true).build();
            return new Submitted(stale, before.warnings(), true);
        }
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        return jobs.plan(
                caller,
                request.change()
                        .requestId(Optional.empty())
                        .environment(Signature.on(request.environment(), caller))
                        .build());
    }

    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        Page<Job> page = jobs.list(caller, query);
        memory.saw(caller, cluster, page.items());
        return page;
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        JobsFound found = recalled(caller, jobs.find(caller, ids));
        memory.saw(caller, cluster, found.jobs());
        return found.missing().isEmpty() ? found : withForgotten(caller, ids, found);
    }

    /** What the cluster knows nothing of but that it may be there is told as it was last seen. */
    private JobsFound recalled(Caller caller, JobsFound found) {
        List<JobId> dim =
                found.jobs().stream().filter(job -> !Memory.tells(job)).map(Job::jobId).toList();
        if (dim.isEmpty()) {
            return found;
        }
        Map<JobId, Job> told = new HashMap<>();
        try {
            memory.last(caller, cluster, dim)
                    .forEach(entry -> told.put(entry.seen().jobId(), entry.seen()));
        } catch (StoreTrouble away) {
            return found;
        }
        return new JobsFound(
                found.jobs().stream()
                        .map(job -> Memory.tells(job) ? job : recalled(job, told.get(job.jobId())))
                        .toList(),
                found.missing(),
                found.unsure());
    }

    private static Job recalled(Job dim, @Nullable Job seen) {
        return seen == null
                ? dim
                : seen.change()
                        .stale(!seen.finished())
                        .reason(seen.reason().or(dim::reason))
                        .build();
    }

    private JobsFound withForgotten(Caller caller, List<JobId> ids, JobsFound found) {
        Map<JobId, Job> told = new HashMap<>();
        try {
            memory.last(caller, cluster, found.missing().stream().map(Missing::jobId).toList())
                    .forEach(entry -> told.put(entry.seen().jobId(), told(entry, found)));
        } catch (StoreTrouble away) {
            return new JobsFound(
                    found.jobs(),
                    found.missing().stream().map(missing -> unsure(missing, away)).toList(),
                    found.unsure());
        }
        found.jobs().forEach(job -> told.put(job.jobId(), job));
        return new JobsFound(
                ids.stream().map(told::get).filter(Objects::nonNull).toList(),
                found.missing().stream().filter(gone -> !told.containsKey(gone.jobId())).toList(),
                found.unsure());
    }

    /** Who cannot look does not say that it is gone. */
    private Job told(Entry entry, JobsFound found) {
        return found.unsure().contains(entry.seen().jobId())
                ? entry.unclear()
                : entry.told(memory.now());
    }

    private static Missing unsure(Missing missing, StoreTrouble away) {
        return new Missing(
                missing.jobId(), missing.reason() + ", or it was forgotten: " + away.problem());
    }

    @Override
    public Job cancel(Caller caller, JobId id, Cancel how) {
        try {
            Job job = jobs.cancel(caller, id, how);
            memory.saw(caller, cluster, List.of(job));
            return job;
        } catch (HpcException e) {
            return endedBefore(caller, id, e);
        }
    }

    /** What cannot be ended because it ended long ago is no failure. */
    Job endedBefore(Caller caller, JobId id, HpcException e) {
        return forgotten(caller, id, e)
                .map(entry -> entry.told(memory.now()))
                .filter(Job::finished)
                .orElseThrow(() -> refusal(caller, id, e));
    }

    /** The entry of a job that the cluster says it does not have. */
    private Optional<Entry> forgotten(Caller caller, JobId id, HpcException e) {
        if (!(e.failure() instanceof Failure.NotFound)) {
            return Optional.empty();
        }
        try {
            return memory.last(caller, cluster, List.of(id)).stream().findFirst();
        } catch (StoreTrouble away) {
            return Optional.empty();
        }
    }

    /** What to say instead of "not found" of a job that there was. */
    HpcException refusal(Caller caller, JobId id, HpcException e) {
        return Stream.of(e)
                .flatMap(thrown -> forgotten(caller, id, thrown).stream())
                .map(entry ->
                        new HpcException(
                                new Failure.Conflict(
                                        "%s does not name job %s any more; last seen %s"
                                                .formatted(cluster, id, entry.lastSeen())),
                                e))
                .findFirst()
                .orElse(e);
    }

    @Override
    public List<Job> tasks(Caller caller, JobId array) {
        return jobs.tasks(caller, array);
    }

    @Override
    public Duration pollFloor() {
        return jobs.pollFloor();
    }
}
