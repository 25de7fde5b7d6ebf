package dev.hpcmcp.port;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import java.util.Optional;

/** What was asked of a cluster through us. */
public interface Requests {
    /**
     * The request that became this job of the caller's, without its request id; empty if it was not
     * submitted through us, is a session, or is forgotten.
     */
    Optional<JobRequest> requestOf(Caller caller, JobId id);
}
