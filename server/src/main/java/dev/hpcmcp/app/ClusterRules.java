package dev.hpcmcp.app;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is right for clusters of several kinds. */
final class ClusterRules {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private ClusterRules() {}

    static void must(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static void checkId(String id) {
        must(
                ID.matcher(id).matches(),
                "a cluster's id has up to 40 small letters, digits or dashes");
    }

    static void checkManners(Optional<Double> pollFloor, Optional<Integer> requestsPerMinute) {
        must(
                pollFloor.filter(seconds -> !(seconds >= 0.2 && seconds <= 3600)).isEmpty(),
                "poll-floor is 0.2 to 3600 seconds");
        must(requestsPerMinute.filter(n -> n < 1).isEmpty(), "requests-per-minute is at least 1");
    }

    /**
     * Whether each caller signs in by themselves.
     *
     * @param written what would be a sign-in for all of them
     */
    static boolean personal(
            Optional<Whose> credentials, Optional<OidcPart> oidc, List<Optional<String>> written) {
        Whose whose = credentials.orElse(Whose.SHARED);
        boolean personal = whose != Whose.SHARED;
        must(
                !personal || written.stream().noneMatch(Optional::isPresent),
                "with credentials of each caller's own the configuration holds nobody's");
        must(
                whose != Whose.EXCHANGE || oidc.isPresent(),
                "credentials: exchange needs oidc, which says where tokens are exchanged");
        must(personal || oidc.isEmpty(), "oidc goes with credentials: per-user or exchange");
        return personal;
    }
}
