package dev.hpcmcp.app;

import dev.hpcmcp.app.http.ClusterTokens;
import dev.hpcmcp.app.http.connect.BrowserClient;
import dev.hpcmcp.app.http.connect.ClusterLogin;
import dev.hpcmcp.port.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The identity provider from which credentials for a cluster come.
 *
 * @param clientId as whom we ask there
 * @param scopes what is asked for
 * @param audience for whom, where that has to be said
 */
record OidcPart(
        String issuer,
        String clientId,
        Optional<String> clientSecret,
        List<String> scopes,
        Optional<String> audience) {
    OidcPart {
        scopes = List.copyOf(scopes);
        if (!issuer.matches("(?i)https?://[^/?#@]+(/[^?#]*)?")) {
            throw new IllegalArgumentException(
                    "oidc.issuer is an http(s) address without user name and '?'");
        }
    }

    ClusterTokens.Settings settings() {
        return new ClusterTokens.Settings(
                issuer, clientId, clientSecret.map(Secret::of), Set.copyOf(scopes), audience);
    }

    ClusterLogin login() {
        return new ClusterLogin(
                issuer,
                new BrowserClient(clientId, clientSecret.map(Secret::of)),
                Set.copyOf(scopes));
    }

    @Override
    public String toString() {
        return "OidcPart[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
}
