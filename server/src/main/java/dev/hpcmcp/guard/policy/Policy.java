package dev.hpcmcp.guard.policy;

import dev.hpcmcp.port.Caller;
import java.util.List;

/**
 * The rules. All that are for a caller hold together: of each limit the strictest, of lists what
 * all of them have. Whom no rule is for is not limited.
 */
public record Policy(List<Rule> rules) {
    public static final Policy NONE = new Policy(List.of());

    public Policy {
        rules = List.copyOf(rules);
    }

    /** Whether there is such a cluster for this caller. */
    public boolean opens(Caller caller, String cluster) {
        return rules.stream()
                .filter(rule -> rule.isFor(caller))
                .allMatch(rule -> rule.clusters().admits(cluster));
    }

    /** What holds for a caller on a cluster. */
    Bounds bounds(Caller caller, String cluster) {
        return rules.stream()
                .filter(rule -> rule.isFor(caller) && rule.countsOn(cluster))
                .map(rule -> Bounds.of(rule, caller))
                .reduce(Bounds.NONE, Bounds::and);
    }

    /** The rules that say how often a caller may call. */
    List<Rule> pacing(Caller caller) {
        return rules.stream()
                .filter(rule -> rule.requestsPerMinute().isPresent() && rule.isFor(caller))
                .toList();
    }
}
