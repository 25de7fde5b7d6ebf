package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What this gateway turned out not to have, and how that showed. It is forgotten after a while:
 * gateways are extended.
 */
final class Lacks {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final String cluster;
    private final Clock clock;
    private final Map<Feature, Lack> known = new EnumMap<>(Feature.class);

    private record Lack(String reason, Instant until) {}

    Lacks(String cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    synchronized void note(Feature feature, String reason) {
        known.put(feature, new Lack(reason, clock.instant().plus(KEPT)));
    }

    synchronized void found(Feature feature) {
        known.remove(feature);
    }

    synchronized boolean lack(Feature feature) {
        return reason(feature).isPresent();
    }

    /** Refuses what is known to be missing, without asking again. */
    void mustHave(Feature feature) {
        reason(feature)
                .ifPresent(reason -> {
                    throw new HpcException(failure(feature, reason));
                });
    }

    Failure failure(Feature feature, String reason) {
        return new Failure.NotSupported(cluster, feature.words(), Optional.of(reason));
    }

    synchronized Optional<String> reason(Feature feature) {
        return Optional.ofNullable(known.get(feature))
                .filter(lack -> clock.instant().isBefore(lack.until()))
                .map(Lack::reason);
    }

    /** What is missing, for people. */
    synchronized Optional<String> words() {
        return Optional.of(
                        known.keySet().stream()
                                .filter(this::lack)
                                .filter(f -> f != Feature.STATUS && f != Feature.DESCRIPTION)
                                .map(f -> f.words() + " (" + reason(f).orElse("") + ")")
                                .collect(Collectors.joining("; ")))
                .filter(words -> !words.isEmpty());
    }
}
