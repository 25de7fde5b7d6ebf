package dev.hpcmcp.app.http;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** What a signed token has to be like for us to believe it. */
public final class SignedTokens {
    private static final Duration KEYS_WAIT = Duration.ofSeconds(15);

    private static final Duration SKEW = Duration.ofSeconds(60);

    private SignedTokens() {}

    /**
     * How long we go by an issuer's keys.
     *
     * @param last so long is a key taken that the issuer has withdrawn
     * @param outliveAnOutage so long if the issuer cannot be asked
     * @param askedEvery a token with a key that nobody knows makes us ask; strangers could send
     *     many
     */
    record Keys(Duration last, Duration outliveAnOutage, Duration askedEvery) {
        static final Keys USUAL =
                new Keys(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(30));
    }

    static JwtDecoder decoder(OAuthSettings settings, URI keys, Clock clock) throws IssuerAway {
        return decoder(settings, keys, Keys.USUAL, clock);
    }

    static JwtDecoder decoder(OAuthSettings settings, URI keys, Keys times, Clock clock)
            throws IssuerAway {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSource(source(keys, times))
                        .jwsAlgorithms(all -> all.addAll(EnumSet.allOf(SignatureAlgorithm.class)))
                        .build();
        decoder.setJwtValidator(valid(settings, clock));
        return decoder;
    }

    /** The keys there, cached, and not asked for by every stranger's token. */
    public static JWKSource<SecurityContext> source(URI keys) throws IssuerAway {
        return source(keys, Keys.USUAL);
    }

    private static JWKSource<SecurityContext> source(URI keys, Keys times) throws IssuerAway {
        try {
            return JWKSourceBuilder.create(keys.toURL(), Issuer.retriever())
                    .cache(times.last().toMillis(), KEYS_WAIT.toMillis())
                    .rateLimited(times.askedEvery().toMillis())
                    .outageTolerant(times.outliveAnOutage().toMillis())
                    .refreshAheadCache(false)
                    .build();
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IssuerAway("its jwks_uri is no address");
        }
    }

    private static OAuth2TokenValidator<Jwt> valid(OAuthSettings settings, Clock clock) {
        var type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        type.setAllowEmpty(true);
        var times = new JwtTimestampValidator(SKEW);
        times.setAllowEmptyExpiryClaim(false);
        times.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(
                List.of(
                        type,
                        times,
                        new JwtIssuerValidator(settings.issuer()),
                        new JwtAudienceValidator(settings.audience()),
                        SignedTokens::unbound));
    }

    /** A token that is bound to a key, for which we do not ask, is stolen as a bearer's. */
    private static OAuth2TokenValidatorResult unbound(Jwt token) {
        return token.hasClaim("cnf")
                ? OAuth2TokenValidatorResult.failure(
                        new OAuth2Error(
                                OAuth2ErrorCodes.INVALID_TOKEN, "it is bound to a key", null))
                : OAuth2TokenValidatorResult.success();
    }
}
