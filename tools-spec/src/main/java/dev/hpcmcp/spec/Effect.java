package dev.hpcmcp.spec;

/** What a tool does to the world; the hints that clients show are derived from it. */
public enum Effect {
    READS(true, false, true),
    CREATES(false, false, false),
    CHANGES(false, false, true),
    DESTROYS(false, true, true);

    private final boolean readOnly;
    private final boolean destructive;
    private final boolean idempotent;

    Effect(boolean readOnly, boolean destructive, boolean idempotent) {
        this.readOnly = readOnly;
        this.destructive = destructive;
        this.idempotent = idempotent;
    }

    public boolean readOnly() {
        return readOnly;
    }

    public boolean destructive() {
        return destructive;
    }

    public boolean idempotent() {
        return idempotent;
    }
}
