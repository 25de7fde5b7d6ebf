package dev.hpcmcp.model;

import java.util.List;

/**
 * A job that the cluster accepted, and what its owner should know about how.
 *
 * @param already it had been accepted before, under the same request id
 */
public record Submitted(Job job, List<String> warnings, boolean already) {
    public Submitted {
        warnings = List.copyOf(warnings);
    }

    public Submitted(Job job, List<String> warnings) {
        this(job, warnings, false);
    }
}
