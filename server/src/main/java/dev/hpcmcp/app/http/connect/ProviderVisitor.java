package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.port.Caller;
import java.util.List;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** Whom the identity provider signed in. */
final class ProviderVisitor extends DefaultOidcUser implements Visitor {
    private static final long serialVersionUID = 1L;

    private final transient Caller caller;

    ProviderVisitor(OidcIdToken token, Caller caller) {
        super(List.of(), token);
        this.caller = caller;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    /** There is nothing to ask about until the session is over. */
    @Override
    public boolean welcome(TokenCheck tokens) {
        return true;
    }
}
