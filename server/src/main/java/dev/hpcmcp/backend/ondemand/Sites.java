package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * What is known of the site, for each caller by itself: their server there, their name and their
 * home are theirs alone.
 */
final class Sites {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private final OnDemandSettings settings;
    private final OnDemandApi api;
    private final Probing probing;
    private final Clock clock;
    private final Map<String, Slot> known = new ConcurrentHashMap<>();
    private final AtomicReference<Optional<Range>> last = new AtomicReference<>(Optional.empty());

    Sites(OnDemandSettings settings, OnDemandApi api, Clock clock) {
        this.settings = settings;
        this.api = api;
        this.probing = new Probing(api);
        this.clock = clock;
        api.whenSurprised(this::forget);
    }

    private record Known(Site site, Instant until) {
        /** What could not be found out is asked for again each time. */
        boolean isGood(Instant now) {
            return site.versions().isKnown() && now.isBefore(until);
        }
    }

    /** One caller's: nobody waits for somebody else's server. */
    private final class Slot {
        private Optional<Known> seen = Optional.empty();

        synchronized Site get(Caller caller, Instant now) {
            if (seen.filter(old -> old.isGood(now)).isEmpty()) {
                seen = Optional.of(new Known(look(caller), now.plus(LIFE)));
            }
            return seen.get().site();
        }
    }

    Site of(Caller caller) {
        Instant now = clock.instant();
        return known.computeIfAbsent(caller.subject(), _ -> new Slot()).get(caller, now);
    }

    /** Something was not as it should be: the site may have changed its version. */
    void forget(Caller caller) {
        known.remove(caller.subject());
    }

    /** What was last found, for whomever. */
    Optional<Range> versions() {
        return last.get();
    }

    private Site look(Caller caller) {
        OnDemandJson.Cluster cluster = cluster(caller);
        Range versions = probing.versions(caller);
        last.set(Optional.of(versions));
        Map<String, String> environment =
                versions.surelyHas(Release.ENVIRONMENT) ? api.environment(caller) : Map.of();
        return new Site(
                cluster.id(),
                cluster.adapter().orElse("unknown"),
                versions,
                said(environment, "USER").or(() -> said(environment, "LOGNAME")),
                said(environment, "HOME")
                        .or(() ->
                                versions.surelyHas(Release.FILES) ? home(caller) : Optional.empty())
                        .filter(path -> path.startsWith("/") && path.length() > 1)
                        .map(path -> path.replaceFirst("/+$", "")));
    }

    private static Optional<String> said(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Its entries say where it is; an empty one says nothing. */
    private Optional<String> home(Caller caller) {
        try {
            return api.files(caller, "~").entries().stream()
                    .map(OnDemandJson.Entry::path)
                    .filter(path -> path.lastIndexOf('/') > 0)
                    .map(path -> path.substring(0, path.lastIndexOf('/')))
                    .findFirst();
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.SignInNeeded) {
                throw e;
            }
            return Optional.empty();
        }
    }

    OnDemandJson.Cluster cluster(Caller caller) {
        List<OnDemandJson.Cluster> all = api.clusters(caller);
        String wanted = settings.cluster().orElse(settings.id());
        return all.stream()
                .filter(cluster -> cluster.id().equals(wanted))
                .findFirst()
                .or(() ->
                        settings.cluster().isEmpty() && all.size() == 1
                                ? Optional.of(all.getFirst())
                                : Optional.empty())
                .orElseThrow(() -> new HpcException(noSuchCluster(all)));
    }

    private Failure noSuchCluster(List<OnDemandJson.Cluster> all) {
        String names =
                all.stream()
                        .map(OnDemandJson.Cluster::id)
                        .filter(name -> name.matches("[A-Za-z0-9_.-]{1,60}"))
                        .limit(20)
                        .collect(Collectors.joining(", "));
        return new Failure.Conflict(
                "the configuration of "
                        + settings.id()
                        + " has to name one of the site's clusters under cluster"
                        + (names.isEmpty() ? "; it offers none that takes jobs" : ": " + names));
    }
}
