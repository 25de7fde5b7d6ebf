package dev.hpcmcp.app.http;

import dev.hpcmcp.mcp.StepUp;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.PublishedTool;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.tool.Toolbox;
import java.net.URI;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client is told that has to sign in, or to ask for more. */
final class Challenges implements StepUp {
    static final String METADATA = "/.well-known/oauth-protected-resource";

    private static final String REALM = "Bearer realm=\"hpc-mcp\"";

    private final Optional<OAuthSettings> oauth;
    private final Toolbox toolbox;

    Challenges(Optional<OAuthSettings> oauth, Toolbox toolbox) {
        this.oauth = oauth;
        this.toolbox = toolbox;
    }

    /** The same for people who read it. */
    String place() {
        return oauth.map(it -> "sign in at " + it.issuer() + ", or ").orElse("");
    }

    String signIn() {
        return REALM + oauth.map(it -> place(it) + scope(it, usual())).orElse("");
    }

    String invalid() {
        return REALM
                + ", error=\"invalid_token\""
                + oauth.map(it -> place(it) + scope(it, usual())).orElse("");
    }

    /** With those they have: a client that asks for the new one alone would lose the others. */
    @Override
    public String header(Caller caller, Scope needed) {
        Set<Scope> all = EnumSet.of(needed);
        all.addAll(caller.scopes());
        return REALM
                + ", error=\"insufficient_scope\""
                + oauth.map(it -> place(it) + scope(it, all)).orElse("");
    }

    /** What the tools that are on need. Administration is asked for when somebody administers. */
    Set<Scope> usual() {
        Caller anybody = new Caller("anybody", EnumSet.allOf(Scope.class), Optional.empty());
        return toolbox.visible(anybody).stream()
                .map(PublishedTool::scope)
                .filter(scope -> scope != Scope.ADMIN)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** RFC 9728: the well-known word stands between the host and the path. */
    static URI metadata(String resource) {
        URI uri = URI.create(resource);
        return uri.resolve(METADATA + uri.getRawPath().replaceFirst("/$", ""));
    }

    private static String place(OAuthSettings oauth) {
        return ", resource_metadata=\"" + metadata(oauth.resource()) + "\"";
    }

    private static String scope(OAuthSettings oauth, Collection<Scope> scopes) {
        return scopes.isEmpty() ? "" : ", scope=\"" + words(oauth, scopes) + "\"";
    }

    private static String words(OAuthSettings oauth, Collection<Scope> scopes) {
        return scopes.stream()
                .sorted()
                .map(scope -> oauth.scopePrefix() + scope.text())
                .collect(Collectors.joining(" "));
    }
}
