package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Knows people by the tokens that their programs send, as the endpoint does. */
final class TokenSignIn implements AuthenticationProvider {
    private final TokenCheck tokens;
    private final Guesses guesses;

    TokenSignIn(TokenCheck tokens, Guesses guesses) {
        this.tokens = tokens;
        this.guesses = guesses;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String address =
                attempt.getDetails() instanceof WebAuthenticationDetails details
                        ? String.valueOf(details.getRemoteAddress())
                        : "";
        Duration wait = guesses.tooMany(address);
        if (wait.isPositive()) {
            throw new TooManyGuesses(wait);
        }
        String token = String.valueOf(attempt.getCredentials()).strip();
        if (token.isEmpty()) {
            throw new BadCredentialsException("nothing was pasted");
        }
        return switch (tokens.of(token)) {
            case Verdict.Known(Caller caller, boolean _) ->
                    UsernamePasswordAuthenticationToken.authenticated(
                            new Visitor.ByToken(Secret.of(token), caller), null, List.of());
            case Verdict.Unknown _ -> throw new BadCredentialsException("unknown");
            case Verdict.Unsure(String why) -> throw new AuthenticationServiceException(why);
        };
    }

    @Override
    public boolean supports(Class<?> kind) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
}
