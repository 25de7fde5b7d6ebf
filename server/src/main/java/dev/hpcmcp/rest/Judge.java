package dev.hpcmcp.rest;

/**
 * Looks at an answer before its status is believed: some APIs say 200 with an error inside, or 500
 * where they mean that there is no such job.
 */
@FunctionalInterface
public interface Judge {
    Judge NONE = reply -> false;

    /**
     * True if this is a good answer whatever its status; false to let the status decide, which may
     * also mean to ask again.
     *
     * @throws dev.hpcmcp.port.HpcException to fail in its own words
     */
    boolean accepts(Reply reply);
}
