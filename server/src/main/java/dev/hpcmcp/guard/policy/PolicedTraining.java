package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Training;

/** A cluster's training runs, as far as the policy goes. */
record PolicedTraining(Gate gate, Asking asking, Training training) implements Training {
    @Override
    public Submitted start(Caller caller, TrainingRequest request) {
        return gate.enter(
                caller,
                request.requestId(),
                () -> asking.of(caller, request),
                () -> training.start(caller, request));
    }
}
