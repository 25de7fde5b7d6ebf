package dev.hpcmcp.auth;

import dev.hpcmcp.port.Caller;

/** A token from the configuration, and whose it is. */
public record KnownToken(String token, Caller caller) {
    public KnownToken {
        if (token.isBlank()) {
            throw new IllegalArgumentException("the token of " + caller.subject() + " is empty");
        }
        Subjects.check(caller.subject());
    }

    /** Records print their components, and tokens end up in logs that way. */
    @Override
    public String toString() {
        return "KnownToken[token=***, caller=" + caller + "]";
    }
}
