package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.backend.s9s.S9sSettings.Account;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists jobs, newest first. What the gateway cannot sort out is sorted out here. */
final class Listing {
    private static final int MOST_PAGES = 20;

    /** A place in the list, and the job that was looked at last: the list may have moved since. */
    private static final Pattern CURSOR = Pattern.compile("at:(\\d{1,9}):(\\d[0-9_+]{0,40})");

    /** So far back a continued list begins, in case that jobs before it are gone. */
    private static final int OVERLAP = 10;

    private final S9sApi api;
    private final Signing signing;
    private final Views views;

    Listing(S9sApi api, Signing signing, Views views) {
        this.api = api;
        this.signing = signing;
        this.views = views;
    }

    private record Place(int offset, String last) {
        static final Place START = new Place(0, "");
    }

    Page<Job> page(Caller caller, JobQuery query) {
        Account account = signing.account(caller);
        Place place = query.cursor().map(Listing::place).orElse(Place.START);
        Pages pages =
                new Pages(
                        api,
                        caller,
                        JobFilter.of(query, account.user()),
                        Math.max(0, place.offset() - OVERLAP));
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < MOST_PAGES; i++) {
            int offset = pages.offset();
            List<Part> raws = pages.next();
            for (int at = i == 0 ? begin(raws, place) : 0; at < raws.size(); at++) {
                Optional<Job> job = wanted(raws.get(at), query, account);
                if (job.isPresent() && jobs.size() == query.limit()) {
                    return cut(jobs, place, pages, query);
                }
                job.ifPresent(jobs::add);
                place = new Place(offset + at + 1, last(raws.get(at)));
            }
            if (pages.ended() || allOlder(raws, query)) {
                return whole(jobs, pages, query);
            }
        }
        return cut(jobs, place, pages, query);
    }

    private Optional<Job> wanted(Part raw, JobQuery query, Account account) {
        return views.of(raw)
                .filter(query::admits)
                .filter(job -> query.user().isPresent() || account.mayOwn(job.owner()));
    }

    private static String last(Part raw) {
        return Views.id(raw).map(JobNumber::text).orElse("");
    }

    private static int begin(List<Part> raws, Place place) {
        for (int at = 0; at < raws.size(); at++) {
            if (last(raws.get(at)).equals(place.last())) {
                return at + 1;
            }
        }
        return 0;
    }

    /** Newest come first: once a whole page is too old, so is all that follows. */
    private static boolean allOlder(List<Part> raws, JobQuery query) {
        return query.since()
                .filter(since -> raws.stream().allMatch(raw -> isOlder(raw, since)))
                .isPresent();
    }

    private static boolean isOlder(Part raw, Instant since) {
        return raw.time("submit_time").filter(time -> time.isBefore(since)).isPresent();
    }

    private static Page<Job> cut(List<Job> jobs, Place place, Pages pages, JobQuery query) {
        return new Page<>(
                jobs,
                Optional.of("at:" + place.offset() + ":" + place.last()),
                total(pages, query));
    }

    private static Page<Job> whole(List<Job> jobs, Pages pages, JobQuery query) {
        Optional<Integer> counted =
                query.cursor().isEmpty() ? Optional.of(jobs.size()) : Optional.empty();
        return new Page<>(jobs, Optional.empty(), counted.or(() -> total(pages, query)));
    }

    /** Theirs counts what we would sort out. */
    private static Optional<Integer> total(Pages pages, JobQuery query) {
        boolean all =
                query.states().isEmpty()
                        && query.outcomes().isEmpty()
                        && query.kinds().isEmpty()
                        && query.nameContains().isEmpty()
                        && query.since().isEmpty();
        return all ? pages.total() : Optional.empty();
    }

    private static Place place(String cursor) {
        Matcher place = CURSOR.matcher(cursor);
        if (!place.matches()) {
            throw HpcException.invalid("cursor", "this is not a cursor that was given out");
        }
        return new Place(Integer.parseInt(place.group(1)), place.group(2));
    }
}
