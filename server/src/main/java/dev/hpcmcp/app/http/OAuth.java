package dev.hpcmcp.app.http;

import dev.hpcmcp.auth.MintedToken;
import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Knows callers by the tokens of an identity provider. */
final class OAuth implements TokenCheck {
    private static final Logger LOG = LoggerFactory.getLogger(OAuth.class);
    private static final Pattern SIGNED = Pattern.compile("[\\w-]+\\.[\\w-]*\\.[\\w-]*");

    private final OAuthSettings settings;
    private final Issuer issuer;
    private final Claims claims;
    private final Optional<OpaqueTokens> opaque;
    private final Clock clock;
    private volatile @Nullable JwtDecoder decoder;

    OAuth(OAuthSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.issuer = new Issuer(settings.issuer(), clock);
        this.claims = new Claims(settings);
        this.opaque =
                settings.introspection().map(as -> new OpaqueTokens(settings, as, issuer, clock));
    }

    @Override
    public Verdict of(String token) {
        if (MintedToken.ours(token)) {
            return Verdict.UNKNOWN; // A secret of ours is not shown to others.
        }
        try {
            return bearing(believed(token), token);
        } catch (IssuerAway away) {
            LOG.warn("the issuer {} cannot be used: {}", settings.issuer(), away.getMessage());
            return new Verdict.Unsure(
                    "the identity provider that this token is from cannot be asked now");
        }
    }

    private Verdict believed(String token) throws IssuerAway {
        if (SIGNED.matcher(token).matches()) {
            return signed(token);
        }
        return opaque.isPresent() ? opaque.get().of(token) : Verdict.UNKNOWN;
    }

    /** For clusters that want another token for it. */
    private static Verdict bearing(Verdict verdict, String token) {
        return verdict instanceof Verdict.Known(Caller caller, boolean mayGrow)
                ? new Verdict.Known(caller.with(caller.badge().bearing(Secret.of(token))), mayGrow)
                : verdict;
    }

    private Verdict signed(String token) throws IssuerAway {
        try {
            return claims.verdict(decoder().decode(token).getClaims());
        } catch (BadJwtException bad) {
            LOG.debug("a token was refused", bad);
            return Verdict.UNKNOWN;
        } catch (JwtException away) {
            throw new IssuerAway(String.valueOf(away.getMessage()));
        }
    }

    private JwtDecoder decoder() throws IssuerAway {
        JwtDecoder ready = decoder;
        if (ready == null) {
            ready = SignedTokens.decoder(settings, issuer.found().keys(), clock);
            decoder = ready;
        }
        return ready;
    }
}
