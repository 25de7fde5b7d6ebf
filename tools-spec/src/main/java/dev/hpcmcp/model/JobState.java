package dev.hpcmcp.model;

/** Where a job is in its life. How it ended is its {@link Outcome}. */
public enum JobState {
    QUEUED,
    HELD,
    STARTING,
    RUNNING,
    SUSPENDED,
    ENDING,
    FINISHED,
    UNKNOWN
}
