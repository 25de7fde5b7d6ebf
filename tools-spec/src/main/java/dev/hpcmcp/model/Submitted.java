package dev.hpcmcp.model;

import java.util.List;

/** A job that the cluster accepted, and what its owner should know about how. */
public record Submitted(Job job, List<String> warnings) {
    public Submitted {
        warnings = List.copyOf(warnings);
    }
}
