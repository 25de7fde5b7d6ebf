package dev.hpcmcp.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What an administrator wants of a node.
 *
 * @param timeout how long running jobs may take to leave, where the cluster knows such a limit
 */
public record NodeOrder(Target target, String reason, Optional<Duration> timeout) {
    /** Where a node can be sent. */
    public enum Target {
        /** No new jobs; running ones may finish. */
        DRAIN,
        /** Back to work. */
        RESUME,
        /** Out of service at once. */
        DOWN,
        /** Declared free. */
        IDLE
    }
}
