package dev.hpcmcp.auth;

import dev.hpcmcp.port.Caller;
import java.util.Optional;

/** Finds out who sent a bearer token, or nobody. */
@FunctionalInterface
public interface TokenCheck {
    /**
     * Nobody, unless the token is known.
     *
     * @param token empty if none was sent
     */
    Optional<Caller> callerOf(Optional<String> token);
}
