package dev.hpcmcp.spec;

/** How much of each job to say. */
public enum Detail {
    CONCISE,
    FULL
}
