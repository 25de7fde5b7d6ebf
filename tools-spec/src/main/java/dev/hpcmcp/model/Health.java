package dev.hpcmcp.model;

import java.util.Optional;

/** What a cluster says when asked whether it is there. */
public record Health(Cluster.Status status, Optional<String> message) {
    public static Health up() {
        return new Health(Cluster.Status.UP, Optional.empty());
    }

    public static Health up(String message) {
        return new Health(Cluster.Status.UP, Optional.of(message));
    }

    public static Health down(String message) {
        return new Health(Cluster.Status.DOWN, Optional.of(message));
    }
}
