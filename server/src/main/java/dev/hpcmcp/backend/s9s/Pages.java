package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Caller;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The list of jobs, page after page. While it is read, jobs come and go: what moved to a later page
 * is not told twice.
 */
final class Pages {
    private final S9sApi api;
    private final Caller caller;
    private final JobFilter filter;
    private final Set<String> told = new HashSet<>();
    private int offset;
    private boolean ended;
    private Optional<Integer> total = Optional.empty();

    Pages(S9sApi api, Caller caller, JobFilter filter, int offset) {
        this.api = api;
        this.caller = caller;
        this.filter = filter;
        this.offset = offset;
    }

    /** Where the next page begins. */
    int offset() {
        return offset;
    }

    boolean ended() {
        return ended;
    }

    /** How many there are in all, as the gateway says. */
    Optional<Integer> total() {
        return total;
    }

    List<Part> next() {
        Part page = api.jobs(caller, filter, offset);
        List<Part> jobs = page.list("jobs", "data");
        total = page.count("total");
        offset += jobs.size();
        List<Part> fresh = new ArrayList<>();
        for (Part job : jobs) {
            if (Views.id(job).filter(id -> told.add(id.text())).isPresent()) {
                fresh.add(job);
            }
        }
        ended = fresh.isEmpty() || !hasMore(page, jobs.size());
        return fresh;
    }

    private boolean hasMore(Part page, int size) {
        return page.text("has_more")
                .map("true"::equalsIgnoreCase)
                .or(() -> total.map(all -> offset < all))
                .orElse(size >= JobFilter.PAGE);
    }
}
