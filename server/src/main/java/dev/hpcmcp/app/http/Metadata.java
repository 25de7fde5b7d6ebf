package dev.hpcmcp.app.http;

import dev.hpcmcp.spec.Scope;
import jakarta.servlet.Filter;
import org.springframework.security.oauth2.server.resource.web.OAuth2ProtectedResourceMetadataFilter;

/** What we say of ourselves to clients that look for where to sign in: RFC 9728. */
final class Metadata {
    private Metadata() {}

    static Filter filter(OAuthSettings oauth, Challenges challenges) {
        var filter = new OAuth2ProtectedResourceMetadataFilter();
        filter.setProtectedResourceMetadataCustomizer(metadata -> {
            // Not from the request: whoever sends it could make us say anything.
            metadata.resource(oauth.resource())
                    .authorizationServer(oauth.issuer())
                    .resourceName("hpc-mcp")
                    .tlsClientCertificateBoundAccessTokens(false);
            challenges.usual().stream()
                    .sorted()
                    .map(Scope::text)
                    .map(oauth.scopePrefix()::concat)
                    .forEach(metadata::scope);
        });
        return filter;
    }
}
