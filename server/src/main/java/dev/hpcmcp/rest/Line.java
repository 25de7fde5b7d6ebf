package dev.hpcmcp.rest;

/** An open line to a cluster that speaks by itself. */
public interface Line extends AutoCloseable {
    @Override
    void close();
}
