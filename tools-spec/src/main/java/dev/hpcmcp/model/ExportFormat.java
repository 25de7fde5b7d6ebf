package dev.hpcmcp.model;

/** How an export is written. */
public enum ExportFormat {
    CSV,
    JSON
}
