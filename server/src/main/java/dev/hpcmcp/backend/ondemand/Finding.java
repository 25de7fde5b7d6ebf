package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.backend.ondemand.OnDemandJson.Row;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Looks jobs up. One list answers for many ids, holds nobody else's, and fails where the scheduler
 * is down: a single look does none of that in every version. History, and then single looks, are
 * for what the list leaves open.
 */
final class Finding {
    private static final int SINGLY = 5;
    private static final Duration WITHOUT_HISTORY = Duration.ofMinutes(5);

    private final String cluster;
    private final OnDemandApi api;
    private final Sites sites;
    private final Holds holds;
    private final Clock clock;
    private final Map<String, Instant> noHistory = new ConcurrentHashMap<>();

    Finding(String cluster, OnDemandApi api, Sites sites, Holds holds, Clock clock) {
        this.cluster = cluster;
        this.api = api;
        this.sites = sites;
        this.holds = holds;
        this.clock = clock;
    }

    /**
     * Jobs, and which of them were submitted through us.
     *
     * @param marked as their names tell; none where it is better not to ask more of the site now
     */
    record Look(JobsFound found, Set<JobId> marked) {
        Look {
            marked = Set.copyOf(marked);
        }
    }

    JobsFound find(Caller caller, List<JobId> ids) {
        return look(caller, ids).found();
    }

    Look look(Caller caller, List<JobId> ids) {
        Site site = sites.of(caller);
        List<JobId> sendable = ids.stream().filter(id -> OodId.isSendable(site, id)).toList();
        if (sendable.isEmpty()) {
            return new Look(
                    new JobsFound(List.of(), ids.stream().map(id -> missing(site, id)).toList()),
                    Set.of());
        }
        List<Row> live = api.jobs(caller, site.cluster());
        Picture first = picture(site, live, List.of());
        Picture picture =
                sendable.stream().anyMatch(first::isUnclear)
                        ? picture(site, live, history(caller, site))
                        : first;
        JobsFound found = found(caller, site, picture, ids, sendable);
        // While its version is not known each call would ask for it again.
        return site.versions().isKnown()
                ? new Look(
                        found,
                        sendable.stream().filter(picture::isMarked).collect(Collectors.toSet()))
                : new Look(found, Set.of());
    }

    private JobsFound found(
            Caller caller, Site site, Picture picture, List<JobId> ids, List<JobId> sendable) {
        List<Job> jobs = new ArrayList<>();
        List<JobsFound.Missing> missing = new ArrayList<>();
        List<JobId> open =
                sendable.stream()
                        .filter(id -> picture.job(id).isEmpty() || picture.isTwofold(id))
                        .toList();
        for (JobId id : ids) {
            boolean singly = open.contains(id) && open.size() <= SINGLY;
            Optional<Job> job = sendable.contains(id) ? picture.job(id) : Optional.empty();
            Optional<Job> alone = singly ? single(caller, site, picture, id) : Optional.empty();
            alone.or(() -> job)
                    .map(seen -> holds.seen(caller, seen))
                    .ifPresentOrElse(jobs::add, () -> missing.add(missing(site, id)));
        }
        return new JobsFound(jobs, missing);
    }

    /** Others' jobs are shown too: whose it is has to be known, and to be us. */
    private Optional<Job> single(Caller caller, Site site, Picture picture, JobId id) {
        Optional<String> me = site.user().or(picture::owner);
        return me.isEmpty()
                ? Optional.empty()
                : api.job(caller, site.cluster(), id.value())
                        .filter(row -> row.jobOwner().equals(me))
                        .map(row -> new Views(cluster, site, clock.instant()).of(row, id));
    }

    private static JobsFound.Missing missing(Site site, JobId id) {
        String reason =
                OodId.isSendable(site, id)
                        ? "the site does not show it: it never had it, or it finished, which hides it after some minutes"
                        : "this cannot be a job's id there; a task of an array is named as 123_4";
        return new JobsFound.Missing(id, reason);
    }

    /**
     * One job of the caller's.
     *
     * @throws HpcException {@code NotFound}
     */
    Job owned(Caller caller, JobId id) {
        return find(caller, List.of(id)).jobs().stream()
                .findFirst()
                .orElseThrow(() -> new HpcException(new Failure.NotFound("job", id.value())));
    }

    List<Job> all(Caller caller, boolean ended) {
        Site site = sites.of(caller);
        List<Row> live = api.jobs(caller, site.cluster());
        List<Row> past = ended ? history(caller, site) : List.of();
        return picture(site, live, past).all().stream()
                .map(job -> holds.seen(caller, job))
                .toList();
    }

    List<Job> tasks(Caller caller, JobId array) {
        Site site = sites.of(caller);
        return picture(site, List.of(), history(caller, site)).tasks(array);
    }

    Optional<Job> marked(Caller caller, String mark) {
        Site site = sites.of(caller);
        List<Row> live = api.jobs(caller, site.cluster());
        Optional<Job> there = marked(site, live, List.of(), mark);
        return there.or(() -> marked(site, live, history(caller, site), mark));
    }

    private Optional<Job> marked(Site site, List<Row> live, List<Row> past, String mark) {
        List<Row> rows = new ArrayList<>(live);
        rows.addAll(past);
        return rows.stream()
                .filter(row ->
                        Label.parse(row.jobName().orElse("")).mark().equals(Optional.of(mark)))
                .map(row -> OodId.array(row.jobId()).orElse(row.jobId()))
                .min(Comparator.comparingInt(String::length).thenComparing(id -> id))
                .flatMap(id -> picture(site, live, past).job(new JobId(id)));
    }

    private Picture picture(Site site, List<Row> live, List<Row> past) {
        return new Picture(new Views(cluster, site, clock.instant()), live, past);
    }

    /**
     * Only Slurm has one, and only with its accounting. Where it cannot be read the live view
     * stands alone: that answered, so the scheduler is there.
     */
    private List<Row> history(Caller caller, Site site) {
        Instant now = clock.instant();
        boolean given = noHistory.getOrDefault(caller.subject(), now).isAfter(now);
        if (given || !site.isSlurm() || !site.mayHave(Release.CONTROL)) {
            return List.of();
        }
        try {
            return api.history(caller, site.cluster());
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.SignInNeeded) {
                throw e;
            }
            noHistory.put(caller.subject(), now.plus(WITHOUT_HISTORY));
            return List.of();
        }
    }
}
