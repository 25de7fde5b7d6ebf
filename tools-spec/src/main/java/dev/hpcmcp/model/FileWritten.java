package dev.hpcmcp.model;

/** A file after it was written. */
public record FileWritten(FileEntry file, Done done) {
    /** What was done to it. */
    public enum Done {
        CREATED,
        REPLACED,
        APPENDED
    }
}
