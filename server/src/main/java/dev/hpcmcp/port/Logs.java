package dev.hpcmcp.port;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.LogPage;
import dev.hpcmcp.model.LogQuery;

/** What jobs print. */
public interface Logs {
    /**
     * Part of a job's output, raw. A job that has printed nothing yet gives an empty page, not a
     * failure.
     *
     * @throws HpcException {@code NotFound} if there is no such job; {@code NotSupported} if this
     *     stream is not kept
     */
    LogPage read(Caller caller, JobId id, LogQuery query);
}
