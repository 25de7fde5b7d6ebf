package dev.hpcmcp.model;

/** What a node is good for now. The backend's own words stand beside it. */
public enum NodeState {
    IDLE,
    MIXED,
    ALLOCATED,
    RESERVED,
    DRAINING,
    DRAINED,
    DOWN,
    UNKNOWN;

    /** Whether a new job could start there now, if it asks for little enough. */
    public boolean available() {
        return this == IDLE || this == MIXED;
    }
}
