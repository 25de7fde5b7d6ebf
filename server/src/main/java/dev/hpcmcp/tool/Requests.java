package dev.hpcmcp.tool;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Caller;
import java.util.Optional;

/** What jobs were asked for, where somebody remembers it. */
@FunctionalInterface
public interface Requests {
    /** Nobody remembers. */
    Requests NONE = (_, _, _) -> Optional.empty();

    /** The request a job of this caller was made from; for a task, that of its array. */
    Optional<JobRequest> requestOf(Caller caller, String cluster, JobId id);
}
