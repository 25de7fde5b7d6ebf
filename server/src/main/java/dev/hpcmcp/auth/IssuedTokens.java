package dev.hpcmcp.auth;

import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that were made with {@code hpc-mcp token}. The shelf is asked every time: a token that
 * was revoked is so at once, on all servers.
 */
public final class IssuedTokens implements TokenCheck {
    static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(IssuedTokens.class);

    /** What an id that is not there is compared with, so that it takes as long as one that is. */
    private static final TokenHash NOBODYS = TokenHash.of("nobody's");

    private final Supplier<TokenShelf> shelf;
    private final InstantSource clock;

    public IssuedTokens(Supplier<TokenShelf> shelf, InstantSource clock) {
        this.shelf = shelf;
        this.clock = clock;
    }

    @Override
    public Verdict of(String token) {
        return MintedToken.idIn(token).map(id -> of(id, token)).orElse(Verdict.UNKNOWN);
    }

    private Verdict of(String id, String token) {
        Optional<IssuedToken> kept;
        try {
            kept = shelf.get().find(id);
        } catch (HpcException away) {
            LOG.warn("whose a token is cannot be looked up: {}", away.getMessage());
            return new Verdict.Unsure(
                    "the store in which this server keeps its tokens cannot be used");
        }
        Instant now = clock.instant();
        TokenHash right = kept.map(it -> TokenHash.parse(it.sha256())).orElse(NOBODYS);
        boolean matches = right.matches(TokenHash.of(token));
        return kept.filter(it -> matches && it.valid(now))
                .map(it -> welcome(it, now))
                .orElse(Verdict.UNKNOWN);
    }

    private Verdict welcome(IssuedToken token, Instant now) {
        if (token.used().map(last -> !now.isBefore(last.plus(USE_NOTED_EVERY))).orElse(true)) {
            note(token, now);
        }
        return Verdict.known(token.caller());
    }

    /** That it was used is good to know, and no reason to turn anybody away. */
    private void note(IssuedToken token, Instant now) {
        try {
            shelf.get().used(token.id(), now, USE_NOTED_EVERY);
        } catch (HpcException away) {
            LOG.debug("the use of a token was not noted", away);
        }
    }
}
