package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who is at the browser. What is kept is kept for them, and for nobody else: not for whoever asked
 * for it or sent the link. So a link that somebody passes on connects the account of the one who
 * follows it, to the one who follows it.
 */
sealed interface Visitor permits Visitor.ByToken, ProviderVisitor {
    Caller caller();

    /** Whether they could sign in the same way now. */
    boolean welcome(TokenCheck tokens);

    static Optional<Visitor> now() {
        Authentication known = SecurityContextHolder.getContext().getAuthentication();
        return known != null && known.getPrincipal() instanceof Visitor visitor
                ? Optional.of(visitor)
                : Optional.empty();
    }

    /** Whoever showed a token; asked about again each time, as a token can be revoked. */
    record ByToken(Secret token, Caller caller) implements Visitor {
        @Override
        public boolean welcome(TokenCheck tokens) {
            return switch (tokens.of(token.reveal())) {
                case Verdict.Known(Caller now, boolean _) -> now.subject().equals(caller.subject());
                case Verdict.Unknown _, Verdict.Unsure _ -> false;
            };
        }
    }
}
