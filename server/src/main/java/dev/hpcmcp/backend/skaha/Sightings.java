package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Looks at sessions. The service gives them all at once, in no order. */
final class Sightings {
    private static final String GONE =
            "the cluster does not have it: it never did, or it ended and was removed, which happens an hour after the end";

    private final String cluster;
    private final SkahaApi api;
    private final Clock clock;

    Sightings(String cluster, SkahaApi api, Clock clock) {
        this.cluster = cluster;
        this.api = api;
        this.clock = clock;
    }

    String cluster() {
        return cluster;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * @throws HpcException {@code NotFound}
     */
    Job one(JobId id) {
        if (!SkahaJson.isId(id.value())) {
            throw notFound(id);
        }
        Job job = SkahaJson.job(cluster, api.session(id.value()), now());
        // A service that took the id for a part of another would show somebody else's work.
        if (!job.jobId().equals(id)) {
            throw notFound(id);
        }
        return job;
    }

    List<Job> all() {
        return SkahaJson.jobs(cluster, api.sessions(), now());
    }

    /** One list is cheaper for the platform than several single sessions. */
    JobsFound find(List<JobId> ids) {
        Map<JobId, Job> seen = ids.size() == 1 ? single(ids.getFirst()) : byId();
        List<Job> jobs = new ArrayList<>();
        List<JobsFound.Missing> missing = new ArrayList<>();
        for (JobId id : ids) {
            Optional.ofNullable(seen.get(id))
                    .ifPresentOrElse(jobs::add, () -> missing.add(new JobsFound.Missing(id, GONE)));
        }
        return new JobsFound(jobs, missing);
    }

    private Map<JobId, Job> single(JobId id) {
        try {
            return Map.of(id, one(id));
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return Map.of();
            }
            throw e;
        }
    }

    private Map<JobId, Job> byId() {
        return all().stream()
                .collect(Collectors.toMap(Job::jobId, Function.identity(), (a, b) -> a));
    }

    Page<Job> page(JobQuery query) {
        List<Job> matching =
                all().stream()
                        .filter(query::admits)
                        .filter(job -> isSince(job, query))
                        .sorted((a, b) -> Place.of(a).compareTo(Place.of(b)))
                        .toList();
        Optional<Place> after = query.cursor().map(Place::parse);
        List<Job> rest =
                matching.stream()
                        .filter(job -> after.map(p -> Place.of(job).compareTo(p) > 0).orElse(true))
                        .toList();
        List<Job> page = rest.stream().limit(query.limit()).toList();
        return new Page<>(
                page,
                rest.size() > page.size()
                        ? Optional.of(Place.of(page.getLast()).toString())
                        : Optional.empty(),
                Optional.of(matching.size()));
    }

    /** The service does not say when it accepted a session, only when it began. */
    private boolean isSince(Job job, JobQuery query) {
        Instant known = job.startedAt().orElseGet(this::now);
        return query.since().map(since -> !known.isBefore(since)).orElse(true);
    }

    static HpcException notFound(JobId id) {
        return new HpcException(new Failure.NotFound("job", id.value()));
    }
}
