package dev.hpcmcp.store;

import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Marks;
import dev.hpcmcp.port.Sessions;
import java.util.Optional;

/** A cluster's sessions, launched once and remembered; then they are jobs. */
record RememberedSessions(
        String cluster,
        Sessions sessions,
        Optional<Marks> marks,
        RememberedJobs jobs,
        Submitting submitting)
        implements Sessions {
    @Override
    public Submitted launch(Caller caller, SessionRequest request) {
        Submitted launched =
                submitting.submit(Sending.session(caller, cluster, request, sessions, marks));
        return launched.already() ? jobs.now(caller, launched) : launched;
    }
}
