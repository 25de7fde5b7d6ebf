package dev.hpcmcp.app.http;

import dev.hpcmcp.auth.TokenSource;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientTokenExchangeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.TokenExchangeGrantRequest;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

/** Gets tokens for a cluster from its identity provider. */
public final class ClusterTokens implements TokenSource {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterTokens.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** What a provider says of the token that it was shown, and not of us. */
    private static final Set<String> REFUSALS = Set.of("invalid_grant", "access_denied");

    private final String cluster;
    private final Settings settings;
    private final Issuer issuer;
    private final InstantSource clock;

    /**
     * As whom we ask, and for what.
     *
     * @param audience for whom the token is to be, where that has to be said
     */
    public record Settings(
            String issuer,
            String clientId,
            Optional<Secret> clientSecret,
            Set<String> scopes,
            Optional<String> audience) {
        public Settings {
            scopes = Set.copyOf(scopes);
        }
    }

    public ClusterTokens(String cluster, Settings settings, InstantSource clock) {
        this.cluster = cluster;
        this.settings = settings;
        this.issuer = new Issuer(settings.issuer(), clock);
        this.clock = clock;
    }

    @Override
    public Fresh renewed(Secret refresh) {
        return asked(
                AuthorizationGrantType.REFRESH_TOKEN,
                registration -> {
                    var client = new RestClientRefreshTokenTokenResponseClient();
                    client.setRestClient(rest());
                    // The older access token is not sent; the request only wants to have one.
                    var ended = token("-", Instant.EPOCH);
                    var used = new OAuth2RefreshToken(refresh.reveal(), null);
                    return client.getTokenResponse(
                            new OAuth2RefreshTokenGrantRequest(registration, ended, used));
                });
    }

    @Override
    public Fresh exchanged(Secret callers) {
        return asked(
                AuthorizationGrantType.TOKEN_EXCHANGE,
                registration -> {
                    var client = new RestClientTokenExchangeTokenResponseClient();
                    client.setRestClient(rest());
                    client.addParametersConverter(_ -> audience());
                    OAuth2Token subject = token(callers.reveal(), clock.instant().plusSeconds(60));
                    return client.getTokenResponse(
                            new TokenExchangeGrantRequest(registration, subject, null));
                });
    }

    private static OAuth2AccessToken token(String value, Instant expires) {
        return new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value, null, expires);
    }

    private MultiValueMap<String, String> audience() {
        var parameters = new LinkedMultiValueMap<String, String>();
        settings.audience().ifPresent(it -> parameters.add(OAuth2ParameterNames.AUDIENCE, it));
        return parameters;
    }

    private Fresh asked(
            AuthorizationGrantType grant,
            Function<ClientRegistration, OAuth2AccessTokenResponse> question) {
        try {
            OAuth2AccessTokenResponse answer = question.apply(registration(grant));
            OAuth2AccessToken token = answer.getAccessToken();
            return new Fresh(
                    Secret.of(token.getTokenValue()),
                    Optional.ofNullable(token.getExpiresAt()),
                    Optional.ofNullable(answer.getRefreshToken())
                            .map(it -> Secret.of(it.getTokenValue())));
        } catch (IssuerAway away) {
            throw unreachable(String.valueOf(away.getMessage()));
        } catch (OAuth2AuthorizationException e) {
            String code = e.getError().getErrorCode();
            if (REFUSALS.contains(code)) {
                throw new HpcException(
                        new Failure.SignInNeeded(
                                cluster, "The identity provider gives no token for it any more."));
            }
            throw unreachable(code);
        }
    }

    /** The code is the provider's word: for the log, not for an agent. */
    private HpcException unreachable(String why) {
        LOG.warn(
                "{} gives {} no token for {}: {}",
                settings.issuer(),
                settings.clientId(),
                cluster,
                why);
        return new HpcException(
                new Failure.Unreachable(
                        cluster, "the identity provider gives no token for it now"));
    }

    private ClientRegistration registration(AuthorizationGrantType grant) throws IssuerAway {
        String endpoint =
                issuer.found()
                        .token()
                        .orElseThrow(() -> new IssuerAway("it has no token endpoint"))
                        .toString();
        ClientRegistration.Builder builder =
                ClientRegistration.withRegistrationId(cluster)
                        .clientId(settings.clientId())
                        .authorizationGrantType(grant)
                        .clientAuthenticationMethod(
                                settings.clientSecret().isPresent()
                                        ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                                        : ClientAuthenticationMethod.NONE)
                        .scope(settings.scopes())
                        .tokenUri(endpoint);
        settings.clientSecret().ifPresent(secret -> builder.clientSecret(secret.reveal()));
        return builder.build();
    }

    /** As Spring's own, and not for ever. */
    private static RestClient rest() {
        var connections = new SimpleClientHttpRequestFactory();
        connections.setConnectTimeout(TIMEOUT);
        connections.setReadTimeout(TIMEOUT);
        return RestClient.builder()
                .requestFactory(connections)
                .configureMessageConverters(converters ->
                        converters
                                .addCustomConverter(new FormHttpMessageConverter())
                                .addCustomConverter(
                                        new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
    }
}
