package dev.hpcmcp.rest;

/** A field of a form. Names may repeat; the order is kept. */
public record Field(String name, String value) {
    /** Values may be scripts or environments with secrets in them. */
    @Override
    public String toString() {
        return name + "=...";
    }
}
