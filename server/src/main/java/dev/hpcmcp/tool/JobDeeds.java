package dev.hpcmcp.tool;

import dev.hpcmcp.guard.Deed;
import dev.hpcmcp.guard.Deed.Stake;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what a change to jobs would do, in words for those who may have to agree to it. */
final class JobDeeds {
    private static final int NAMED = 10;
    private static final int LONGEST_NAME = 40;
    private static final int OWN = 100;

    private final Backends backends;

    JobDeeds(Backends backends) {
        this.backends = backends;
    }

    /**
     * Looks at the jobs first: what has ended already is not at stake.
     *
     * @param doing such as "end"
     */
    Deed of(Caller caller, String cluster, String doing, List<JobId> ids) {
        if (backends.offered(caller, cluster, Jobs.class).isEmpty()) {
            return Deed.jobs(ids.size(), what(cluster, doing, ids, 0));
        }
        Served<Jobs> served = backends.serving(caller, Optional.of(cluster), Jobs.class);
        return look(served.port(), caller, ids)
                .map(found -> of(caller, served, doing, found))
                .orElseGet(() -> unseen(cluster, doing, ids));
    }

    /** Nobody can say now that they are the caller's own. */
    private static Deed unseen(String cluster, String doing, List<JobId> ids) {
        String what = what(cluster, doing, ids, 0) + ", which could not be looked at just now";
        return Deed.jobs(ids.size(), what).and(Stake.OTHERS_JOBS, ids.size());
    }

    /** The same of jobs that were looked at just now. */
    Deed of(Caller caller, Served<Jobs> served, String doing, List<Job> found) {
        List<Job> live = found.stream().filter(job -> !job.finished()).toList();
        List<JobId> ids = live.stream().map(Job::jobId).toList();
        int others = others(served.port(), caller, live);
        Deed deed = Deed.jobs(ids.size(), what(served.cluster(), doing, ids, others));
        return (others == 0 ? deed : deed.and(Stake.OTHERS_JOBS, others)).with(details(live));
    }

    private static Optional<List<Job>> look(Jobs jobs, Caller caller, List<JobId> ids) {
        try {
            return Optional.of(jobs.find(caller, ids).jobs());
        } catch (HpcException away) {
            return Optional.empty();
        }
    }

    /**
     * A caller may have another name on the cluster: it is that of whoever owns what the cluster
     * lists as theirs. Where it lists the jobs of several people, that tells nothing.
     */
    private static int others(Jobs jobs, Caller caller, List<Job> live) {
        Set<String> own = new HashSet<>(Set.of(caller.subject()));
        if (live.stream().anyMatch(job -> strange(job, own))) {
            Set<String> owners = owners(jobs, caller);
            own.addAll(owners.size() == 1 ? owners : Set.of());
        }
        return (int) live.stream().filter(job -> strange(job, own)).count();
    }

    private static boolean strange(Job job, Set<String> own) {
        return job.owner().filter(owner -> !own.contains(owner)).isPresent();
    }

    private static Set<String> owners(Jobs jobs, Caller caller) {
        try {
            return jobs.list(caller, JobQuery.all(OWN)).items().stream()
                    .flatMap(job -> job.owner().stream())
                    .collect(Collectors.toSet());
        } catch (HpcException away) {
            return Set.of();
        }
    }

    private static String what(String cluster, String doing, List<JobId> ids, int others) {
        String named =
                ids.stream().limit(NAMED).map(JobId::toString).collect(Collectors.joining(", "));
        String more = ids.size() > NAMED ? " and " + (ids.size() - NAMED) + " more" : "";
        return "%s %d %s on %s (%s%s)%s"
                .formatted(
                        doing,
                        ids.size(),
                        ids.size() == 1 ? "job" : "jobs",
                        cluster,
                        named,
                        more,
                        others == 0 ? "" : ", " + others + " of other people");
    }

    /** Names are in quotes and short: whoever gave them may want to be agreed with. */
    private static String details(List<Job> live) {
        return live.stream().limit(NAMED).map(JobDeeds::detail).collect(Collectors.joining("; "))
                + ".";
    }

    private static String detail(Job job) {
        String name = job.name().orElse("").replace('"', '\'');
        String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return "%s \"%s\" %s%s"
                .formatted(
                        job.jobId(),
                        cut,
                        job.state().name().toLowerCase(Locale.ROOT),
                        job.owner().map(owner -> " of " + owner).orElse(""));
    }
}
