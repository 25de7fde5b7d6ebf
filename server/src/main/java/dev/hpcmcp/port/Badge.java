package dev.hpcmcp.port;

import java.util.Optional;
import java.util.Set;

/**
 * By what a caller came in.
 *
 * @param token the id of their token, which is no secret
 * @param client the program they use, as whoever let them in knows it
 * @param groups what they belong to
 */
public record Badge(Optional<String> token, Optional<String> client, Set<String> groups) {
    public static final Badge NONE = new Badge(Optional.empty(), Optional.empty(), Set.of());

    public Badge {
        groups = Set.copyOf(groups);
    }
}
