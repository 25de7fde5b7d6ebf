package dev.hpcmcp.model;

/** How a finished job ended. */
public enum Outcome {
    SUCCEEDED,
    FAILED,
    CANCELLED,
    TIMED_OUT,
    OUT_OF_MEMORY,
    PREEMPTED,
    NODE_FAILED,
    START_FAILED,
    UNKNOWN
}
