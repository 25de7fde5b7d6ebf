package dev.hpcmcp.tool;

import dev.hpcmcp.model.Hit;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.NodeQuery;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SearchQuery;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure.NotSupported;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Nodes;
import dev.hpcmcp.port.Search;
import dev.hpcmcp.port.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One thing to ask one cluster for a search. Each can fail without the others. */
record Lookup(String cluster, String what, Supplier<Found> question) {
    private static final int PAGE = 200;
    private static final int MOST_JOBS = 1_000;

    /** What was found, and what was left out of the search. */
    record Found(List<Hit> hits, Optional<String> left) {
        static Found whole(List<Hit> hits) {
            return new Found(hits, Optional.empty());
        }
    }

    static List<Lookup> in(
            Served<Jobs> served,
            Caller caller,
            dev.hpcmcp.spec.Search.Input input,
            Set<Hit.Kind> kinds) {
        List<Lookup> own = ofLists(served, caller, input, kinds);
        if (served.port() instanceof Search search) {
            SearchQuery query = new SearchQuery(input.query(), input.type(), input.limit());
            return List.of(
                    new Lookup(
                            served.cluster(),
                            "its search",
                            () -> searched(search, caller, query, own)));
        }
        return own;
    }

    /** A cluster of a kind that can search may yet be one that does not. */
    private static Found searched(
            Search search, Caller caller, SearchQuery query, List<Lookup> instead) {
        try {
            return Found.whole(search.search(caller, query));
        } catch (HpcException e) {
            if (!(e.failure() instanceof NotSupported) || instead.isEmpty()) {
                throw e;
            }
        }
        List<Hit> hits = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Lookup lookup : instead) {
            Found found = lookup.question().get();
            hits.addAll(found.hits());
            found.left().ifPresent(left::add);
        }
        return new Found(
                hits, left.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", left)));
    }

    private static List<Lookup> ofLists(
            Served<Jobs> served,
            Caller caller,
            dev.hpcmcp.spec.Search.Input input,
            Set<Hit.Kind> kinds) {
        Matching matching = Matching.of(input.query());
        List<Lookup> lookups = new ArrayList<>();
        if (kinds.contains(Hit.Kind.JOBS)) {
            lookups.add(
                    new Lookup(
                            served.cluster(), "jobs", () -> jobs(served.port(), caller, matching)));
        }
        if (kinds.contains(Hit.Kind.NODES) && served.port() instanceof Nodes nodes) {
            lookups.add(
                    new Lookup(served.cluster(), "nodes", () -> nodes(nodes, caller, matching)));
        }
        if (kinds.contains(Hit.Kind.USERS) && served.port() instanceof Users users) {
            lookups.add(
                    new Lookup(served.cluster(), "users", () -> users(users, caller, matching)));
        }
        return lookups;
    }

    private static Found jobs(Jobs port, Caller caller, Matching matching) {
        List<Hit> hits = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int looked = 0; looked < MOST_JOBS; looked += PAGE) {
            Page<Job> page = port.list(caller, JobQuery.all(PAGE).from(cursor));
            page.items().forEach(job -> matching.job(job).ifPresent(hits::add));
            cursor = page.nextCursor();
            if (cursor.isEmpty()) {
                return Found.whole(hits);
            }
        }
        return new Found(
                hits, Optional.of("jobs: only the newest " + MOST_JOBS + " were looked through"));
    }

    private static Found nodes(Nodes port, Caller caller, Matching matching) {
        return Found.whole(
                port.nodes(caller, NodeQuery.all()).stream()
                        .flatMap(node -> matching.node(node).stream())
                        .toList());
    }

    private static Found users(Users port, Caller caller, Matching matching) {
        return Found.whole(
                port.users(caller, Optional.empty()).stream()
                        .flatMap(user -> matching.user(user).stream())
                        .toList());
    }
}
