package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Sessions;

/** A cluster's sessions, as far as the policy goes. */
record PolicedSessions(Gate gate, Asking asking, Sessions sessions) implements Sessions {
    @Override
    public Submitted launch(Caller caller, SessionRequest request) {
        return gate.enter(
                caller,
                request.requestId(),
                () -> asking.of(caller, request),
                () -> sessions.launch(caller, request));
    }
}
