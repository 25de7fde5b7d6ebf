package dev.hpcmcp.app;

import dev.hpcmcp.text.Nearest;
import java.util.List;
import java.util.stream.IntStream;

/** A rule for a cluster that is not there would bound nobody. */
final class PolicyNames {
    private static final String ALONE = "local";

    private PolicyNames() {}

    static void check(Settings settings) {
        List<PolicyRule> rules = settings.policy().orElse(List.of());
        if (rules.isEmpty()) {
            return;
        }
        List<String> ids =
                settings.clusters().isEmpty()
                        ? List.of(ALONE)
                        : settings.clusters().stream().map(ClusterSettings::id).toList();
        IntStream.range(0, rules.size())
                .forEach(i ->
                        rules.get(i)
                                .clusters()
                                .filter(id -> !ids.contains(id))
                                .findFirst()
                                .ifPresent(id -> {
                                    throw new IllegalArgumentException(words(i, id, ids));
                                }));
    }

    private static String words(int rule, String id, List<String> ids) {
        return "policy[%d]: there is no cluster %s%s"
                .formatted(
                        rule,
                        id,
                        Nearest.to(id, ids)
                                .map(name -> "; did you mean " + name + "?")
                                .orElse("; there are " + String.join(", ", ids)));
    }
}
