package dev.hpcmcp.app;

import java.util.List;
import java.util.Optional;

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

    @Override
    public String toString() {
        return "OidcPart[issuer=" + issuer + ", clientId=" + clientId + "]";
    }
}
