package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.Health;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds out whether a gateway is there, and what it lacks. */
final class Probing {
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** Where each feature lives, in the words of the API's description. */
    private static final Map<Feature, String> PATHS = paths();

    private final S9sApi jobs;
    private final SiteApi site;
    private final Lacks lacks;
    private final Clock clock;
    private Instant probed = Instant.MIN;

    Probing(S9sApi jobs, SiteApi site, Lacks lacks, Clock clock) {
        this.jobs = jobs;
        this.site = site;
        this.lacks = lacks;
        this.clock = clock;
    }

    private static Map<Feature, String> paths() {
        Map<Feature, String> paths = new LinkedHashMap<>();
        paths.put(Feature.NODES, "/nodes");
        paths.put(Feature.USERS, "/users");
        paths.put(Feature.PARTITIONS, "/partitions");
        paths.put(Feature.LOAD, "/metrics/cluster");
        paths.put(Feature.PERFORMANCE, "/metrics/performance");
        paths.put(Feature.EFFICIENCY, "/metrics/efficiency");
        paths.put(Feature.SEARCH, "/search");
        paths.put(Feature.EXPORTS, "/export");
        paths.put(Feature.REPORTS, "/reports");
        paths.put(Feature.BULK, "/jobs/bulk");
        return paths;
    }

    Health health(Caller caller) {
        try {
            answers(caller);
            probe(caller);
        } catch (HpcException e) {
            return Health.down(words(e.failure()));
        }
        return lacks.words().map(words -> Health.up("without " + words)).orElseGet(Health::up);
    }

    /** The status is shown only in an example: without it, a look at the jobs has to do. */
    private void answers(Caller caller) {
        try {
            site.status(caller);
        } catch (HpcException e) {
            if (!(e.failure() instanceof Failure.NotSupported)) {
                throw e;
            }
            jobs.jobs(caller, JobFilter.all(Optional.empty()), 0);
        }
    }

    private synchronized void probe(Caller caller) {
        if (clock.instant().isBefore(probed)) {
            return;
        }
        if (!described(caller)) {
            asked(caller);
        }
        probed = clock.instant().plus(KEPT);
    }

    /** A description that does not even know jobs describes something else. */
    private boolean described(Caller caller) {
        Set<String> known = new TreeSet<>();
        try {
            for (String path : site.description(caller).node().path("paths").propertyNames()) {
                known.add(path.replaceFirst("^(/api)?/v\\d+", "").replaceFirst("/$", ""));
            }
        } catch (HpcException e) {
            return false;
        }
        if (!known.contains("/jobs")) {
            return false;
        }
        PATHS.forEach((feature, path) -> {
            if (!known.contains(path)) {
                lacks.note(feature, "its description does not list " + path);
            }
        });
        return true;
    }

    /** Only by what changes nothing; that exports are missing shows when one is wanted. */
    private void asked(Caller caller) {
        List<Runnable> questions =
                List.of(
                        () -> site.nodes(caller, Map.of("limit", "1")),
                        () -> site.partitions(caller),
                        () -> site.users(caller),
                        () -> site.metrics(caller, Feature.LOAD, "cluster", Map.of()),
                        () -> site.search(caller, Map.of("q", "hpc-mcp", "limit", "1")),
                        () -> site.reports(caller));
        for (Runnable question : questions) {
            try {
                question.run();
            } catch (HpcException e) {
                // What it lacks is noted by now; any other trouble shows when it is wanted.
            }
        }
    }

    private static String words(Failure failure) {
        return switch (failure) {
            case Failure.SignInNeeded(String _, String how) -> how;
            case Failure.Unreachable(String _, String problem) -> problem;
            case Failure.NotAllowed(String what, var _) -> "not allowed: " + what;
            case Failure.Busy(String _, Optional<Duration> wait) ->
                    "it takes no requests now"
                            + wait.map(time -> "; again in " + time.toSeconds() + " s").orElse("");
            case Failure.BadAnswer(String _, int status, String problem) ->
                    problem + " (HTTP " + status + ")";
            default -> "it does not answer as a gateway with S9S's API does";
        };
    }
}
