package dev.hpcmcp.model;

/** One job waits for another. */
public record After(
        @Doc("The job to wait for") JobId jobId,
        @Doc("What must have happened to it") Condition condition) {
    /** What the other job must have come to. */
    public enum Condition {
        SUCCEEDED,
        FAILED,
        FINISHED,
        STARTED
    }
}
