package dev.hpcmcp.tool;

import dev.hpcmcp.model.Hit;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Backends.Served;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure.NotAllowed;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.spec.ListJobs.Unavailable;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Search;
import dev.hpcmcp.spec.Search.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Searches all clusters at once: by their own search where they have one, else over what the caller
 * may list. Nobody finds here what another tool would not show them.
 */
final class SearchTools {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Backends backends;

    SearchTools(Backends backends) {
        this.backends = backends;
    }

    Search.Output search(Caller caller, Search.Input input) throws InterruptedException {
        if (input.query().isBlank()) {
            throw HpcException.invalid("query", "is empty", "a word or two to look for");
        }
        Set<Hit.Kind> kinds = kinds(caller, input.type());
        List<Served<Jobs>> clusters = asked(caller, input.cluster());
        List<Lookup> lookups =
                clusters.stream()
                        .flatMap(served -> Lookup.in(served, caller, input, kinds).stream())
                        .toList();
        if (lookups.isEmpty()) {
            throw HpcException.invalid(
                    "type",
                    "no cluster that was asked can tell of " + word(kinds.iterator().next()),
                    "another type, or none");
        }
        List<Part> parts =
                AllAtOnce.ask(lookups, PATIENCE, SearchTools::answer, SearchTools::failed);
        refuseIfAllFailed(parts, clusters.size());
        return joined(parts, kinds, input.limit());
    }

    private List<Served<Jobs>> asked(Caller caller, Optional<String> cluster) {
        return cluster.isPresent()
                ? List.of(backends.serving(caller, cluster, Jobs.class))
                : backends.allServing(caller, Jobs.class);
    }

    private static Set<Hit.Kind> kinds(Caller caller, Optional<Hit.Kind> wanted) {
        wanted.map(SearchTools::needed)
                .filter(scope -> !caller.may(scope))
                .ifPresent(scope -> {
                    throw new HpcException(
                            new NotAllowed(
                                    "searching " + word(wanted.orElseThrow()), Optional.of(scope)));
                });
        Set<Hit.Kind> kinds =
                wanted.<Set<Hit.Kind>>map(EnumSet::of)
                        .orElseGet(() -> EnumSet.allOf(Hit.Kind.class));
        kinds.removeIf(kind -> !caller.may(needed(kind)));
        return kinds;
    }

    /** What the tool needs that lists them. */
    private static Scope needed(Hit.Kind kind) {
        return switch (kind) {
            case JOBS -> Scope.JOBS_READ;
            case NODES -> Scope.CLUSTERS_READ;
            case USERS -> Scope.ADMIN;
        };
    }

    private static String word(Hit.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** What one lookup came to. */
    private record Part(
            String cluster,
            List<Hit> hits,
            Optional<String> trouble,
            Optional<HpcException> failure) {}

    private static Part answer(Lookup lookup) {
        Lookup.Found found = lookup.question().get();
        return new Part(lookup.cluster(), found.hits(), found.left(), Optional.empty());
    }

    private static Part failed(Lookup lookup, Throwable problem) {
        return new Part(
                lookup.cluster(),
                List.of(),
                Optional.of(lookup.what() + ": " + AllAtOnce.reason(problem)),
                problem instanceof HpcException e ? Optional.of(e) : Optional.empty());
    }

    /** Where only one cluster was asked, its failure is the answer. */
    private static void refuseIfAllFailed(List<Part> parts, int clusters) {
        if (clusters == 1 && parts.stream().allMatch(part -> part.failure().isPresent())) {
            throw parts.getFirst().failure().orElseThrow();
        }
    }

    private static Search.Output joined(List<Part> parts, Set<Hit.Kind> kinds, int limit) {
        List<Result> results = new ArrayList<>();
        List<Unavailable> unavailable = new ArrayList<>();
        for (Part part : parts) {
            part.hits().stream()
                    .filter(hit -> kinds.contains(hit.type()))
                    .map(hit -> result(part.cluster(), hit))
                    .forEach(results::add);
            part.trouble()
                    .ifPresent(words -> unavailable.add(new Unavailable(part.cluster(), words)));
        }
        results.sort(Comparator.comparingDouble((Result result) -> -result.score().orElse(0.0)));
        List<Result> best = results.subList(0, Math.min(limit, results.size()));
        return new Search.Output(Fit.first(best), unavailable);
    }

    private static Result result(String cluster, Hit hit) {
        return new Result(
                cluster, hit.type(), hit.id(), hit.title(), hit.description(), hit.score());
    }
}
