package dev.hpcmcp.app;

import dev.hpcmcp.text.Nearest;
import java.util.List;

/** A rule for a cluster that is not there would bound nobody, as one that says nothing. */
final class PolicySense {
    private static final String ALONE = "local";

    private PolicySense() {}

    static void check(Settings settings) {
        List<PolicyRule> rules = settings.policy().orElse(List.of());
        if (rules.isEmpty()) {
            return;
        }
        List<String> ids =
                settings.clusters().isEmpty()
                        ? List.of(ALONE)
                        : settings.clusters().stream().map(ClusterSettings::id).toList();
        for (int i = 0; i < rules.size(); i++) {
            int number = i;
            if (rules.get(i).saysNothing()) {
                throw new IllegalArgumentException(
                        "policy[%d] says nothing: give it allow, each-job or in-all".formatted(i));
            }
            rules.get(i)
                    .clusters()
                    .filter(id -> !ids.contains(id))
                    .findFirst()
                    .ifPresent(id -> {
                        throw new IllegalArgumentException(words(number, id, ids));
                    });
        }
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
