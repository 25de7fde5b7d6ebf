package dev.hpcmcp.model;

/** What sort of work a job is. */
public enum JobKind {
    BATCH,
    HEADLESS,
    NOTEBOOK,
    DESKTOP,
    CARTA,
    CONTRIBUTED,
    FIREFLY,
    DESKTOP_APP,
    TRAINING
}
