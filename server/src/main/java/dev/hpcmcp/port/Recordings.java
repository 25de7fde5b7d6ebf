package dev.hpcmcp.port;

import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.JobId;

/** What jobs record of themselves while they run, epoch by epoch. */
public interface Recordings {
    /**
     * What a job recorded, whole; of one that records nothing, no curves and the reason.
     *
     * @throws HpcException {@code NotFound} if there is no such job
     */
    Curves curves(Caller caller, JobId job, CurveQuery query);
}
