package dev.hpcmcp.app.http;

import dev.hpcmcp.port.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Whose tokens are taken beside our own, and how they are read.
 *
 * @param issuer the identity provider's name of itself, exactly
 * @param resource our endpoint as clients reach it
 * @param audience what a token has to be made for
 * @param subjectClaim which claim says who somebody is
 * @param accounts whether that claim is their name on the clusters, too, and among our own tokens
 * @param scopePrefix what the provider puts before our scopes; may be empty
 * @param introspection as whom to ask about tokens that cannot be read here
 */
public record OAuthSettings(
        String issuer,
        String resource,
        String audience,
        String subjectClaim,
        boolean accounts,
        Optional<String> groupsClaim,
        String scopePrefix,
        Optional<Introspection> introspection) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public OAuthSettings {
        address("issuer", issuer);
        address("public-url", resource);
    }

    /** Who we are when we ask the provider. */
    public record Introspection(String clientId, Secret clientSecret) {}

    static boolean near(URI uri) {
        return "http".equals(uri.getScheme())
                && uri.getHost() != null
                && LOOPBACK.contains(uri.getHost());
    }

    /** Tokens travel to these, so only TLS will do, or the machine itself. */
    private static void address(String key, String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " is not an address", e);
        }
        boolean safe = "https".equals(uri.getScheme()) || near(uri);
        if (uri.getHost() == null
                || !safe
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || text.contains("@")) {
            throw new IllegalArgumentException(
                    key + " begins with https:// (or is on this machine) and has no ?, # or @");
        }
    }
}
