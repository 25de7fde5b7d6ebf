package dev.hpcmcp.guard;

/** Where a tool says what it is about to do, before it does it. */
@FunctionalInterface
public interface Permit {
    /** Nobody minds. */
    Permit FREE = deed -> {};

    /**
     * Returns if it may be done now.
     *
     * @throws dev.hpcmcp.port.HpcException why not; in words for the agent
     */
    void permit(Deed deed) throws InterruptedException;
}
