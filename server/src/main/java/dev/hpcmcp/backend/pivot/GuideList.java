package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The list of sessions that the guide documents; services of an older one have none. */
final class GuideList {
    private static final int PAGE = 100;
    private static final int MOST = 5_000;

    private final PivotApi api;

    GuideList(PivotApi api) {
        this.api = api;
    }

    List<Part> all(Caller caller) {
        return read(caller, UnaryOperator.identity(), _ -> true).sessions();
    }

    /**
     * What lists told of some runs.
     *
     * @param whole whether there is nothing that they did not show
     */
    record Seen(Map<JobId, Part> sessions, boolean whole) {
        /** Whether this one is still to be looked for. */
        boolean leaves(JobId id) {
            return !whole && !sessions.containsKey(id);
        }
    }

    /** Reads on while that costs less than to look at the missing ones one by one. */
    Seen among(Caller caller, List<JobId> ids, UnaryOperator<Call> how) {
        Map<JobId, Part> found = new HashMap<>();
        try {
            Pages pages =
                    read(
                            caller,
                            how,
                            so -> {
                                so.latest().forEach(session -> take(session, ids, found));
                                long missing = ids.stream().distinct().count() - found.size();
                                return so.left() < missing;
                            });
            return new Seen(found, pages.left() == 0);
        } catch (HpcException e) {
            if (isMissing(e.failure())) {
                return new Seen(found, false);
            }
            throw e;
        }
    }

    private static boolean isMissing(Failure failure) {
        return failure instanceof Failure.NotSupported
                || (failure instanceof Failure.BadAnswer bad && bad.status() == 404);
    }

    /** An entry that says no state tells less than a look of its own. */
    private static void take(Part session, List<JobId> ids, Map<JobId, Part> found) {
        session.text("session_id", "id")
                .flatMap(Names::id)
                .filter(id -> ids.contains(id) && session.has("status"))
                .ifPresent(id -> found.put(id, session));
    }

    /**
     * Pages that were read.
     *
     * @param latest those of the last one
     * @param left how many more there are, at least
     */
    private record Pages(List<Part> sessions, List<Part> latest, int left) {}

    private Pages read(Caller caller, UnaryOperator<Call> how, Predicate<Pages> on) {
        List<Part> all = new ArrayList<>();
        while (true) {
            Call call =
                    Call.get(
                            api.at("training", "sessions")
                                    .query("limit", PAGE)
                                    .query("offset", all.size()));
            Part page = new Part(api.send(caller, "listing sessions", how.apply(call)).json());
            List<Part> items = page.items("sessions");
            all.addAll(items);
            Pages pages = new Pages(all, items, left(page, items.size(), all.size()));
            if (!on.test(pages) || pages.left() == 0 || all.size() >= MOST) {
                return pages;
            }
        }
    }

    private static int left(Part page, int size, int read) {
        if (size == 0) {
            return 0;
        }
        int total = page.integer("total").orElse(size < PAGE ? 0 : MOST);
        return Math.max(0, Math.ceilDiv(total - read, size));
    }
}
