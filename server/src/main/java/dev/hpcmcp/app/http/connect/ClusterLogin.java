package dev.hpcmcp.app.http.connect;

import java.util.Set;

/**
 * Where the people of a cluster sign in, by OAuth's authorization code flow.
 *
 * @param issuer the provider's name of itself, exactly
 * @param client who we are there
 * @param scopes what to ask for
 */
public record ClusterLogin(String issuer, BrowserClient client, Set<String> scopes) {
    public ClusterLogin {
        scopes = Set.copyOf(scopes);
    }
}
