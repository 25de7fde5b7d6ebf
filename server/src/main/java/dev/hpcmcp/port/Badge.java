package dev.hpcmcp.port;

import java.util.Optional;
import java.util.Set;

/**
 * By what a caller came in.
 *
 * @param token the id of their token, which is no secret; for an identity provider's tokens, which
 *     are new every few minutes, the provider
 * @param client the program they use, as whoever let them in knows it; else as it calls itself
 * @param groups what they belong to
 * @param call the call they make just now; its id is the one that the audit has
 * @param bearer the token of an identity provider with which they came; it goes back to that
 *     provider, where a cluster wants another for it, and nowhere else
 */
public record Badge(
        Optional<String> token,
        Optional<String> client,
        Set<String> groups,
        Optional<Passage> call,
        Optional<Secret> bearer) {
    public static final Badge NONE = new Badge(Optional.empty(), Optional.empty(), Set.of());

    public Badge {
        groups = Set.copyOf(groups);
    }

    public Badge(Optional<String> token, Optional<String> client, Set<String> groups) {
        this(token, client, groups, Optional.empty(), Optional.empty());
    }

    /** The same with the token that proved it. */
    public Badge bearing(Secret proof) {
        return new Badge(token, client, groups, call, Optional.of(proof));
    }

    /** The same while no call is made: with neither the call nor what proved it. */
    public Badge resting() {
        return new Badge(token, client, groups);
    }

    /** The same in one call of a program. */
    public Badge calling(String id, String program) {
        Optional<String> named = Optional.of(program).filter(name -> !name.isBlank());
        return new Badge(
                token, client.or(() -> named), groups, Optional.of(new Passage(id)), bearer);
    }
}
