package dev.hpcmcp.port;

import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;

/**
 * Training runs. Once started they are jobs: {@link Jobs} lists and ends them, {@link Recordings}
 * tells their curves. {@code TrainingContract} says in tests what every implementation means by
 * these methods.
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
}
