package dev.hpcmcp.model;

import java.util.Optional;

/** Something that a search found. */
public record Hit(
        @Doc("What it is") Kind type,
        @Doc("Its id or name") String id,
        @Doc("Its title") Optional<String> title,
        @Doc("More about it") Optional<String> description,
        @Doc("How well it fits, 0 to 1") Optional<Double> score) {
    /** What can be found. */
    public enum Kind {
        JOBS,
        NODES,
        USERS
    }
}
