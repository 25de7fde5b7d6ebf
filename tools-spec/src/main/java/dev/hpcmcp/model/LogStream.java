package dev.hpcmcp.model;

/** Which of a job's outputs to read. */
public enum LogStream {
    STDOUT,
    STDERR,
    EVENTS
}
