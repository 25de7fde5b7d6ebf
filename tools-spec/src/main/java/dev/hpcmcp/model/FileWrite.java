package dev.hpcmcp.model;

/**
 * A text to put into a file. Without {@code append} and {@code overwrite} only a new file is
 * written.
 */
public record FileWrite(String path, String text, boolean append, boolean overwrite) {
    public FileWrite {
        if (append && overwrite) {
            throw new IllegalArgumentException("append or overwrite, not both");
        }
    }
}
