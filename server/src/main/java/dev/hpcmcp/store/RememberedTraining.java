package dev.hpcmcp.store;

import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Training;
import java.util.Optional;

/** A cluster's training runs, started once and remembered; then they are jobs. */
record RememberedTraining(
        String cluster,
        Training training,
        Optional<Marks> marks,
        RememberedJobs jobs,
        Submitting submitting)
        implements Training {
    @Override
    public Submitted start(Caller caller, TrainingRequest request) {
        Submitted started =
                submitting.submit(Sending.training(caller, cluster, request, training, marks));
        return started.already() ? jobs.now(caller, started) : started;
    }
}
