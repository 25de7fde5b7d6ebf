package dev.hpcmcp.app;

import dev.hpcmcp.app.http.OAuthSettings;
import dev.hpcmcp.app.http.connect.BrowserClient;
import dev.hpcmcp.port.Secret;
import java.util.Optional;

/**
 * The identity provider whose tokens are taken, as a person writes it.
 *
 * @param accounts whether the subject claim is the name of an account on the clusters
 * @param clientId as whom to sign people in there ourselves, on the page to connect clusters
 */
record OAuthPart(
        String issuer,
        Optional<String> audience,
        Optional<String> subjectClaim,
        boolean accounts,
        Optional<String> groupsClaim,
        Optional<String> scopePrefix,
        Optional<IntrospectionPart> introspection,
        Optional<String> clientId,
        Optional<String> clientSecret) {
    private static final String USUAL_CLAIM = "sub";

    OAuthPart {
        if (accounts && subjectClaim.isEmpty()) {
            throw new IllegalArgumentException(
                    "accounts needs subject-claim: which claim holds the name of the account");
        }
        if (clientSecret.isPresent() && clientId.isEmpty()) {
            throw new IllegalArgumentException("client-secret needs client-id");
        }
    }

    OAuthSettings settings(String publicUrl) {
        return new OAuthSettings(
                issuer,
                publicUrl,
                audience.orElse(publicUrl),
                subjectClaim.orElse(USUAL_CLAIM),
                accounts,
                groupsClaim,
                scopePrefix.orElse(""),
                introspection.map(IntrospectionPart::settings));
    }

    /** As whom to sign people in at their browsers. */
    Optional<BrowserClient> client() {
        return clientId.map(id -> new BrowserClient(id, clientSecret.map(Secret::of)));
    }

    @Override
    public String toString() {
        return "OAuthPart[issuer=" + issuer + "]";
    }

    /** As whom to ask about tokens that only the provider can read. */
    record IntrospectionPart(String clientId, String clientSecret) {
        OAuthSettings.Introspection settings() {
            return new OAuthSettings.Introspection(clientId, Secret.of(clientSecret));
        }

        @Override
        public String toString() {
            return "IntrospectionPart[clientId=" + clientId + "]";
        }
    }
}
