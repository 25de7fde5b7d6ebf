package dev.hpcmcp.auth;

/** Finds out whose a bearer token is. */
@FunctionalInterface
public interface TokenCheck {
    Verdict of(String token);

    /** Asks another one about tokens that this one does not know. */
    default TokenCheck or(TokenCheck next) {
        return token -> {
            Verdict verdict = of(token);
            return verdict instanceof Verdict.Unknown ? next.of(token) : verdict;
        };
    }
}
