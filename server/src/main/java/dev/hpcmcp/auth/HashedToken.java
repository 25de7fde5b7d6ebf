package dev.hpcmcp.auth;

import dev.hpcmcp.port.Caller;

/** How a token is known while the server runs. */
record HashedToken(TokenHash hash, Caller caller) {
    static HashedToken of(KnownToken known) {
        return new HashedToken(TokenHash.of(known.token()), known.caller());
    }
}
