package dev.hpcmcp.model;

import java.util.List;
import java.util.Optional;

/** A container image that jobs or sessions can use. */
public record Image(
        @Doc("Its cluster") String cluster,
        @Doc("Use this as image elsewhere") String id,
        @Doc("Name without host and tag") Optional<String> name,
        @Doc("Tag") Optional<String> tag,
        @Doc("Session types it serves") List<String> types,
        @Doc("Content digest") Optional<String> digest) {
    public Image {
        types = List.copyOf(types);
    }
}
