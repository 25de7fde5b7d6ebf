package dev.hpcmcp.rest;

/** Who hears what a cluster says by itself. Called on threads of the network, one at a time. */
public interface Hearing {
    /** The line is open. */
    void opened();

    /**
     * Something was said.
     *
     * @param kind the name it was given; empty if none
     * @param text as it was sent
     */
    void heard(String kind, String text);

    /** The line is closed: by the other side, by trouble, or because nothing was heard. Once. */
    void ended();
}
