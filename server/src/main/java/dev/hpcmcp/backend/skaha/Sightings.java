package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobKind;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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
    Job one(Caller caller, JobId id) {
        SessionId session = SessionId.of(id).orElseThrow(() -> notFound(id));
        Job job = SkahaJson.job(cluster, api.session(caller, session), now());
        // A service that took the id for a part of another would show somebody else's work.
        if (!job.jobId().equals(id)) {
            throw notFound(id);
        }
        return job;
    }

    List<Job> all(Caller caller) {
        return SkahaJson.jobs(cluster, api.sessions(caller), now());
    }

    private List<Job> apps(Caller caller) {
        return SkahaJson.jobs(cluster, api.apps(caller), now());
    }

    /** The session whose whole name, as the service has it, is as wanted. */
    Optional<Job> named(Caller caller, Predicate<String> wanted) {
        return SkahaJson.named(cluster, api.sessions(caller), now(), wanted);
    }

    /** One list is cheaper for the platform than several single sessions. */
    JobsFound find(Caller caller, List<JobId> ids) {
        Map<JobId, Job> seen = ids.size() == 1 ? single(caller, ids.getFirst()) : byId(caller, ids);
        List<Job> jobs = new ArrayList<>();
        List<JobsFound.Missing> missing = new ArrayList<>();
        for (JobId id : ids) {
            Optional.ofNullable(seen.get(id))
                    .ifPresentOrElse(jobs::add, () -> missing.add(new JobsFound.Missing(id, GONE)));
        }
        return new JobsFound(jobs, missing);
    }

    private Map<JobId, Job> single(Caller caller, JobId id) {
        try {
            return Map.of(id, one(caller, id));
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return Map.of();
            }
            throw e;
        }
    }

    private Map<JobId, Job> byId(Caller caller, List<JobId> ids) {
        List<SessionId> wanted = ids.stream().flatMap(id -> SessionId.of(id).stream()).toList();
        Map<JobId, Job> seen = new HashMap<>();
        if (wanted.stream().anyMatch(id -> id.app().isEmpty())) {
            all(caller).forEach(job -> seen.putIfAbsent(job.jobId(), job));
        }
        if (wanted.stream().anyMatch(id -> id.app().isPresent())) {
            apps(caller).forEach(job -> seen.putIfAbsent(job.jobId(), job));
        }
        return seen;
    }

    Page<Job> page(Caller caller, JobQuery asked) {
        JobQuery query = asStored(asked);
        List<Job> matching =
                listed(caller, query.kinds()).stream()
                        .filter(query::admits)
                        .filter(job -> isSince(job, query))
                        .toList();
        return Page.behind(query.cursor().map(Place::parse), query.limit(), matching, Place::of);
    }

    /** Apps have a list of their own, which is asked for only if somebody wants them. */
    private List<Job> listed(Caller caller, List<JobKind> kinds) {
        if (!kinds.contains(JobKind.DESKTOP_APP)) {
            return all(caller);
        }
        List<Job> listed = new ArrayList<>(apps(caller));
        if (kinds.size() > 1) {
            listed.addAll(all(caller));
        }
        return listed;
    }

    /** The service keeps names in small letters. */
    private static JobQuery asStored(JobQuery query) {
        return query.named(query.nameContains().map(part -> part.toLowerCase(Locale.ROOT)));
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
