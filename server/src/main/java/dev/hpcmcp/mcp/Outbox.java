package dev.hpcmcp.mcp;

/** Where messages for the client go. */
@FunctionalInterface
interface Outbox {
    /** Waits while the client is slow to read; that is what keeps memory bounded. */
    void put(Letter letter) throws InterruptedException;

    /** Nothing more will come. */
    default void end() {}
}
