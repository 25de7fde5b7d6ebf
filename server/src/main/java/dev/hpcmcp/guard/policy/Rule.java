package dev.hpcmcp.guard.policy;

import dev.hpcmcp.port.Caller;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One rule of a policy.
 *
 * @param on the clusters it counts on; all, if there are none
 * @param clusters those that may be used at all
 * @param byToken whether each token has its own count, and not all of a user together
 * @param openEnd what a job without an end counts as where hours are counted
 */
public record Rule(
        Who who,
        Set<String> on,
        Names clusters,
        Map<Choice, Names> choices,
        Map<Ceiling, Double> ceilings,
        Map<Quota, Amount> quotas,
        Optional<Integer> requestsPerMinute,
        boolean byToken,
        Optional<Duration> openEnd) {
    public Rule {
        on = Set.copyOf(on);
        choices = Map.copyOf(choices);
        ceilings = Map.copyOf(ceilings);
        quotas = Map.copyOf(quotas);
    }

    boolean isFor(Caller caller) {
        return who.includes(caller);
    }

    boolean countsOn(String cluster) {
        return on.isEmpty() || on.contains(cluster);
    }
}
