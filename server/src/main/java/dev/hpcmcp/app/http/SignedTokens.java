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
    private static final Duration KEYS_LAST = Duration.ofMinutes(5);
    private static final Duration KEYS_WAIT = Duration.ofSeconds(15);
    private static final Duration KEYS_OUTLIVE_AN_OUTAGE = Duration.ofHours(1);

    /** A token with a key that nobody knows makes us ask for keys; strangers could send many. */
    private static final Duration KEYS_ASKED_EVERY = Duration.ofSeconds(30);

    private static final Duration SKEW = Duration.ofSeconds(60);

    private SignedTokens() {}

    static JwtDecoder decoder(OAuthSettings settings, URI keys, Clock clock) throws IssuerAway {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withJwkSource(source(keys))
                        .jwsAlgorithms(all -> all.addAll(EnumSet.allOf(SignatureAlgorithm.class)))
                        .build();
        decoder.setJwtValidator(valid(settings, clock));
        return decoder;
    }

    /** The keys there, cached, and not asked for by every stranger's token. */
    public static JWKSource<SecurityContext> source(URI keys) throws IssuerAway {
        try {
            return JWKSourceBuilder.create(keys.toURL(), Issuer.retriever())
                    .cache(KEYS_LAST.toMillis(), KEYS_WAIT.toMillis())
                    .rateLimited(KEYS_ASKED_EVERY.toMillis())
                    .outageTolerant(KEYS_OUTLIVE_AN_OUTAGE.toMillis())
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
