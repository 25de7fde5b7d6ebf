package dev.hpcmcp.port;

import dev.hpcmcp.model.SessionRequest;
import dev.hpcmcp.model.Submitted;

/** Interactive sessions. Once launched they are jobs: {@link Jobs} lists and ends them. */
public interface Sessions {
    Submitted launch(Caller caller, SessionRequest request);
}
