package dev.hpcmcp.guard.policy;

import dev.hpcmcp.guard.NotKept;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.JobsFound.Missing;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out what became of claims: of jobs that ended, and of requests that nobody answered. */
final class Reckoning {
    /** No submit takes so long: what has no job by then was left behind by a server that died. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    /** A job that nobody can name is given so long to begin. */
    private static final Duration QUEUED = Duration.ofDays(1);

    private static final int AT_ONCE = 50;
    private static final int LISTED = 200;

    private final Function<String, Optional<Jobs>> clusters;
    private final Settled known = new Settled();
    private final Clock clock;

    /**
     * @param clusters the jobs of a cluster, by its id, as they are remembered
     */
    Reckoning(Function<String, Optional<Jobs>> clusters, Clock clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    void saw(Caller caller, String cluster, List<Job> jobs, Purse purse) {
        List<Job> news = known.news(caller, jobs.stream().filter(Job::finished).toList());
        if (news.isEmpty()) {
            return;
        }
        Map<JobId, Claim> open = new HashMap<>();
        open(caller, purse)
                .filter(claim -> claim.cluster().equals(cluster))
                .forEach(claim -> claim.job().ifPresent(id -> open.put(id, claim)));
        for (Job job : news) {
            Optional.ofNullable(open.get(job.jobId()))
                    .ifPresent(claim -> purse.end(Sight.settled(claim, job, clock.instant())));
        }
        known.noted(caller, news);
    }

    private static Stream<Claim> open(Caller caller, Purse purse) {
        return purse.open(caller.subject()).stream();
    }

    /** Looks at all that has not ended. Whether there was anything to look at. */
    boolean refresh(Caller caller, Purse purse) {
        try {
            Map<String, List<Claim>> open =
                    open(caller, purse).collect(Collectors.groupingBy(Claim::cluster));
            open.forEach((cluster, claims) ->
                    clusters.apply(cluster)
                            .ifPresentOrElse(
                                    jobs -> refresh(caller, jobs, claims, purse),
                                    () -> claims.forEach(claim -> late(claim, purse))));
            return !open.isEmpty();
        } catch (NotKept away) {
            return false;
        }
    }

    /** Of a cluster that is away nothing is known, so nothing is given back. */
    private void refresh(Caller caller, Jobs jobs, List<Claim> claims, Purse purse) {
        Map<JobId, Claim> named = new HashMap<>();
        claims.forEach(claim -> claim.job().ifPresent(id -> named.put(id, claim)));
        List<Claim> nameless = claims.stream().filter(claim -> claim.job().isEmpty()).toList();
        try {
            List<JobId> ids = List.copyOf(named.keySet());
            for (int i = 0; i < ids.size(); i += AT_ONCE) {
                look(caller, jobs, ids.subList(i, Math.min(i + AT_ONCE, ids.size())), named, purse);
            }
            nameless(caller, jobs, nameless, named.keySet(), purse);
        } catch (HpcException away) {
            nameless.forEach(claim -> late(claim, purse));
        }
    }

    private void look(
            Caller caller, Jobs jobs, List<JobId> ids, Map<JobId, Claim> named, Purse purse) {
        JobsFound found = jobs.find(caller, ids);
        Instant now = clock.instant();
        found.jobs().stream()
                .filter(Job::finished)
                .forEach(job -> {
                    Claim claim = named.get(job.jobId());
                    if (claim != null) {
                        purse.end(Sight.settled(claim, job, now));
                    }
                });
        for (Missing gone : found.missing()) {
            Claim claim = named.get(gone.jobId());
            boolean sure = !found.unsure().contains(gone.jobId());
            if (claim != null && sure && past(claim, PATIENCE)) {
                purse.end(Sight.atMost(claim, now).ended(now));
            }
        }
    }

    /**
     * What a server left behind that died: if all the caller's live jobs are accounted for, there
     * is none of it. What it was to take stays taken, as nobody knows.
     */
    private void nameless(
            Caller caller, Jobs jobs, List<Claim> claims, Set<JobId> named, Purse purse) {
        List<Claim> old = claims.stream().filter(claim -> past(claim, PATIENCE)).toList();
        if (old.isEmpty()) {
            return;
        }
        Page<Job> page = jobs.list(caller, JobQuery.all(LISTED));
        boolean strange =
                page.nextCursor().isPresent()
                        || page.items().stream()
                                .anyMatch(job -> !job.finished() && !named.contains(job.jobId()));
        for (Claim claim : old) {
            if (strange) {
                late(claim, purse);
            } else {
                purse.end(claim.ended(clock.instant()));
            }
        }
    }

    /** It has ended even if it was there. */
    private void late(Claim claim, Purse purse) {
        Duration length = Duration.ofSeconds(claim.seconds());
        if (claim.job().isEmpty() && past(claim, length.plus(QUEUED))) {
            purse.end(claim.ended(clock.instant()));
        }
    }

    private boolean past(Claim claim, Duration time) {
        return claim.at().plus(time).isBefore(clock.instant());
    }
}
