package dev.hpcmcp.model;

/** What numbers to look at. */
public enum MetricsKind {
    /** How busy the cluster is now. */
    LOAD,
    /** The same over time. */
    PERFORMANCE,
    /** How well jobs used what they were given. */
    EFFICIENCY,
    /** The machine under a single service: processor, memory, disk, GPUs. */
    RESOURCES
}
