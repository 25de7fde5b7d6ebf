package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.backend.s9s.S9sSettings.Account;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.JobsFound.Missing;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds jobs by their ids, or by the mark of their request. */
final class Finding {
    /** So many are asked for one by one; for more, a list costs less. */
    private static final int FEW = 2;

    private static final int PAGES_FOR_MANY = 3;
    private static final int PAGES_FOR_A_MARK = 10;

    /** How long a request that got lost may take to become a job. */
    static final Duration SETTLES = Duration.ofMinutes(2);

    private final String cluster;
    private final S9sApi api;
    private final Signing signing;
    private final Views views;

    Finding(String cluster, S9sApi api, Signing signing, Views views) {
        this.cluster = cluster;
        this.api = api;
        this.signing = signing;
        this.views = views;
    }

    JobsFound all(Caller caller, List<JobId> ids) {
        Map<JobId, Job> seen =
                ids.stream().distinct().count() > FEW ? listed(caller, ids) : new HashMap<>();
        List<Job> jobs = new ArrayList<>();
        List<Missing> missing = new ArrayList<>();
        for (JobId id : ids) {
            Optional<Job> job = Optional.ofNullable(seen.get(id)).or(() -> one(caller, id));
            job.ifPresentOrElse(
                    there -> {
                        seen.put(id, there);
                        jobs.add(there);
                    },
                    () -> missing.add(new Missing(id, "the cluster knows no such job of yours")));
        }
        return new JobsFound(jobs, missing);
    }

    /** The caller's own job. */
    Job owned(Caller caller, JobId id) {
        return one(caller, id).orElseThrow(() -> JobNumber.missing(id));
    }

    private Optional<Job> one(Caller caller, JobId id) {
        Account account = signing.account(caller);
        return JobNumber.parse(id.value())
                .flatMap(number -> api.job(caller, number))
                .flatMap(views::of)
                .filter(job -> account.mayOwn(job.owner()));
    }

    private Map<JobId, Job> listed(Caller caller, List<JobId> ids) {
        Account account = signing.account(caller);
        Map<JobId, Job> seen = new HashMap<>();
        Pages pages = new Pages(api, caller, JobFilter.all(account.user()), 0);
        for (int i = 0; i < PAGES_FOR_MANY && !pages.ended(); i++) {
            pages.next().stream()
                    .flatMap(raw -> views.of(raw).stream())
                    .filter(job -> account.mayOwn(job.owner()))
                    .forEach(job -> seen.put(job.jobId(), job));
            if (seen.keySet().containsAll(ids)) {
                break;
            }
        }
        return seen;
    }

    /** Only a whole look proves that there is none. */
    Optional<Job> byMark(Caller caller, String mark) {
        Account account = signing.account(caller);
        Pages pages = new Pages(api, caller, JobFilter.all(account.user()), 0);
        for (int i = 0; i < PAGES_FOR_A_MARK; i++) {
            Optional<Job> found =
                    pages.next().stream()
                            .filter(raw ->
                                    Views.name(raw)
                                            .flatMap(Marked::mark)
                                            .filter(mark::equals)
                                            .isPresent())
                            .flatMap(raw -> views.of(raw).stream())
                            .filter(job -> account.mayOwn(job.owner()))
                            .findFirst();
            if (found.isPresent() || pages.ended()) {
                return found;
            }
        }
        throw new HpcException(
                new Failure.BadAnswer(cluster, 200, "it has more jobs than are looked through"));
    }
}
