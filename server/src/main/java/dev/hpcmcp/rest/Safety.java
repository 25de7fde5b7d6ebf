package dev.hpcmcp.rest;

/** What it means to send a call twice. */
public enum Safety {
    /** Changes nothing: may be repeated, and nothing is lost if it fails. */
    READ,
    /** A change that leaves the same state however often it is made. */
    REPEATABLE,
    /** A change that must not be made twice. We send it once, whatever happens. */
    ONCE;

    boolean mayRepeat() {
        return this != ONCE;
    }
}
