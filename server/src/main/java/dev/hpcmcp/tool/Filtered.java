package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.CancelJob;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The jobs that a filter means, all of them or none: half of them would be a surprise. */
final class Filtered {
    private static final int MOST = 100;
    private static final int PAGES = 20;

    private final CancelJob.Filter filter;
    private final Optional<Glob> name;

    private Filtered(CancelJob.Filter filter) {
        this.filter = filter;
        this.name = filter.nameContains().filter(Glob::isOne).map(Glob::new);
    }

    static Filtered of(CancelJob.Filter filter) {
        boolean says =
                filter.nameContains().isPresent()
                        || !filter.kinds().isEmpty()
                        || !filter.states().isEmpty()
                        || filter.queue().isPresent()
                        || filter.since().isPresent();
        if (!says) {
            throw HpcException.invalid(
                    "filter", "an empty filter would end every job: say which are meant");
        }
        return new Filtered(filter);
    }

    List<JobId> among(Jobs jobs, Caller caller) {
        List<JobId> matching = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int pages = 0; pages < PAGES; pages++) {
            Page<Job> page = jobs.list(caller, query(cursor));
            page.items().stream().filter(this::matches).map(Job::jobId).forEach(matching::add);
            cursor = page.nextCursor();
            if (cursor.isEmpty() || matching.size() > MOST) {
                break;
            }
        }
        if (cursor.isPresent() || matching.size() > MOST) {
            throw HpcException.invalid(
                    "filter",
                    "matches more than " + MOST + " jobs, or is too wide to look through",
                    "a narrower filter, or job_ids in several calls");
        }
        return matching;
    }

    private boolean matches(Job job) {
        return name.map(glob -> glob.matches(job.name().orElse(""))).orElse(true);
    }

    private JobQuery query(Optional<String> cursor) {
        List<JobState> states =
                filter.states().isEmpty()
                        ? List.copyOf(EnumSet.complementOf(EnumSet.of(JobState.FINISHED)))
                        : filter.states();
        return new JobQuery(
                states,
                List.of(),
                filter.kinds(),
                name.map(Glob::part).orElse(filter.nameContains()),
                filter.queue(),
                Optional.empty(),
                filter.since(),
                MOST,
                cursor);
    }
}
