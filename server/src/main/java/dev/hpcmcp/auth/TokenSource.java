package dev.hpcmcp.auth;

import dev.hpcmcp.port.Secret;
import java.time.Instant;
import java.util.Optional;

/** An identity provider that gives tokens for one cluster. */
public interface TokenSource {
    /**
     * Another token for what came with an older one.
     *
     * @throws dev.hpcmcp.port.HpcException {@code SignInNeeded} if the provider refuses; {@code
     *     Unreachable} if it cannot be asked, or refuses us
     */
    Fresh renewed(Secret refresh);

    /**
     * A token for the cluster, for the one with which somebody called us (RFC 8693).
     *
     * @throws dev.hpcmcp.port.HpcException as above
     */
    Fresh exchanged(Secret callers);

    /**
     * A token as it was given.
     *
     * @param refresh another one, if the provider changed it: the older one is then worth nothing
     */
    record Fresh(Secret token, Optional<Instant> expires, Optional<Secret> refresh) {}
}
