package dev.hpcmcp.port;

import dev.hpcmcp.model.Health;

/**
 * One cluster behind one REST API. What it can do beyond this is exactly the other ports it
 * implements; {@link Ports} names them.
 *
 * <p>Ports are called from many threads at once and may block; an interrupt ends them early.
 */
public interface Backend {
    /** The id it has in the configuration. */
    String id();

    /** Its name for people. */
    String title();

    /** Its software, as in the configuration: local, slurm, ... */
    String kind();

    /**
     * Whether it answers and accepts the caller's sign-in. Never throws for a cluster that is down.
     */
    Health health(Caller caller);
}
