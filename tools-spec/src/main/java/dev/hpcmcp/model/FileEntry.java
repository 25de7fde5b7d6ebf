package dev.hpcmcp.model;

import java.time.Instant;
import java.util.Optional;

/** A file or directory on a cluster. */
public record FileEntry(
        @Doc("Its name") String name,
        @Doc("Absolute path") String path,
        @Doc("What it is") Kind kind,
        @Doc("Bytes") Optional<Long> sizeBytes,
        @Doc("Last changed") Optional<Instant> modifiedAt,
        @Doc("Owner") Optional<String> owner,
        @Doc("As rwxr-x---") Optional<String> permissions) {
    /** What there can be at a path. */
    public enum Kind {
        DIRECTORY,
        FILE,
        OTHER
    }
}
