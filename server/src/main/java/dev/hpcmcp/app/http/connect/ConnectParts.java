package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.app.http.OAuthSettings;
import dev.hpcmcp.auth.TokenCheck;
import java.util.Optional;

/**
 * What the page is made of, built before Spring starts.
 *
 * @param tokens the same that the endpoint asks
 * @param oauth whose people may sign in with {@link Connecting#client}
 */
public record ConnectParts(
        Connecting connecting, TokenCheck tokens, Optional<OAuthSettings> oauth) {}
