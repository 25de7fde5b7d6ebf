package dev.hpcmcp.auth;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Where tokens are made, looked through and ended. A token is seen once, when it is made. */
public final class TokenDesk {
    private final TokenShelf shelf;
    private final InstantSource clock;

    public TokenDesk(TokenShelf shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    public MintedToken create(IssuedToken.Grant grant, Optional<Duration> lifetime) {
        MintedToken minted = MintedToken.next();
        shelf.add(IssuedToken.of(minted, grant, clock.instant(), lifetime));
        return minted;
    }

    public List<IssuedToken> all() {
        return shelf.all();
    }

    public void revoke(String id) {
        if (!shelf.revoke(id, clock.instant())) {
            throw missing(id);
        }
    }

    /**
     * Another secret under the same id; the old one ends at once. A token that expires gets as much
     * time again as it had, unless another lifetime is given.
     */
    public MintedToken rotate(String id, Optional<Duration> lifetime) {
        Instant now = clock.instant();
        Optional<Duration> span = lifetime.or(() -> shelf.find(id).flatMap(IssuedToken::lifetime));
        MintedToken minted = MintedToken.next(id);
        String sha256 = TokenHash.of(minted.whole()).hex();
        if (!shelf.replace(id, sha256, now, span.map(now::plus))) {
            throw missing(id);
        }
        return minted;
    }

    private static HpcException missing(String id) {
        return new HpcException(
                new Failure.Conflict(
                        "there is no token "
                                + id
                                + " that could still be used; hpc-mcp token list names them"));
    }
}
