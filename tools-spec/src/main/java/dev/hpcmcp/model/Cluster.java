package dev.hpcmcp.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A cluster as {@code list_clusters} shows it. */
public record Cluster(
        @Handling(Handling.Way.OURS) @Doc("Use this as cluster elsewhere") String id,
        @Doc("Its name for people") String title,
        @Doc("Its software, such as local or slurm") String kind,
        @Doc("Whether it answers") Status status,
        @Doc("Why it is down, or what to know") Optional<String> message,
        @Handling(Handling.Way.OURS) @Doc("What it can do") List<String> offers,
        @Doc("When we looked") Instant asOf) {
    public Cluster {
        offers = List.copyOf(offers);
    }

    /** Whether a cluster answers. */
    public enum Status {
        UP,
        DOWN,
        UNKNOWN
    }
}
