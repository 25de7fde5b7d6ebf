package dev.hpcmcp.port;

import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;

/**
 * Training runs. Once started they are jobs: {@link Jobs} lists and ends them. {@code
 * TrainingContract} says in tests what every implementation means by these methods.
 */
public interface Training {
    /**
     * Starts one run.
     *
     * @throws HpcException {@code InvalidInput} for what the cluster would refuse; {@code
     *     NotSupported} for what it cannot do, such as to resume; {@code OutcomeUnknown} if it may
     *     have been started; then it must not be sent again blindly
     */
    Submitted start(Caller caller, TrainingRequest request);

    /**
     * What a run recorded of itself, whole; of a job that records nothing, no curves and the
     * reason.
     *
     * @throws HpcException {@code NotFound} if there is no such run
     */
    Curves curves(Caller caller, JobId run, CurveQuery query);
}
