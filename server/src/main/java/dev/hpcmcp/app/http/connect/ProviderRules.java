package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.app.http.Claims;
import dev.hpcmcp.app.http.OAuthSettings;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.port.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/**
 * Signing in at providers, by the authorization code flow with PKCE, state and nonce: to us, and at
 * clusters. An answer counts only in the browser that asked, and for whoever is signed in there.
 */
final class ProviderRules {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Providers providers;
    private final Pages pages;
    private final Handlers handlers;
    private final Errands errands = new Errands();
    private final ClusterTokens tokens;
    private final Departures departures;

    ProviderRules(Providers providers, Desk desk, Pages pages, Handlers handlers) {
        this.providers = providers;
        this.pages = pages;
        this.handlers = handlers;
        this.tokens = new ClusterTokens(desk);
        this.departures = new Departures(providers, desk);
    }

    void on(HttpSecurity http, ConnectParts parts) {
        if (providers.us().isPresent()) {
            signIn(http, parts.oauth().orElseThrow());
        }
        http.oauth2Client(client -> {
            client.clientRegistrationRepository(providers);
            client.authorizedClientRepository(tokens);
            client.authorizationCodeGrant(grant -> {
                grant.authorizationRequestResolver(departures);
                grant.authorizationRequestRepository(errands);
                grant.authorizationRedirectStrategy(this::depart);
                grant.accessTokenResponseClient(tokenEndpoint());
            });
        });
    }

    private void signIn(HttpSecurity http, OAuthSettings oauth) {
        http.oauth2Login(login -> {
            login.clientRegistrationRepository(providers);
            login.authorizedClientRepository(tokens);
            login.loginPage(Place.ROOT + "-");
            login.loginProcessingUrl(Place.ROOT + Place.SIGN_IN + Place.BACK);
            login.authorizationEndpoint(it -> {
                it.authorizationRequestResolver(departures);
                it.authorizationRequestRepository(errands);
                it.authorizationRedirectStrategy(this::depart);
            });
            login.tokenEndpoint(it -> it.accessTokenResponseClient(tokenEndpoint()));
            login.userInfoEndpoint(it -> it.oidcUserService(request -> visitor(oauth, request)));
            login.successHandler((request, response, _) -> handlers.signedIn(request, response));
            login.failureHandler((request, response, _) ->
                    handlers.again(request, response, SignInPage.Trouble.PROVIDER));
        });
    }

    /** Called as their tokens would be called at the endpoint: by the same rule. */
    private static ProviderVisitor visitor(OAuthSettings oauth, OidcUserRequest request) {
        return switch (new Claims(oauth).verdict(request.getIdToken().getClaims())) {
            case Verdict.Known(Caller caller, boolean _) ->
                    new ProviderVisitor(request.getIdToken(), caller);
            case Verdict.Unknown _, Verdict.Unsure _ ->
                    throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_TOKEN);
        };
    }

    /** A form may not lead to another site, also not by redirection; a page may. */
    private void depart(HttpServletRequest request, HttpServletResponse response, String url)
            throws IOException {
        if ("POST".equals(request.getMethod())) {
            pages.onward(response, URI.create(url).getHost(), url);
        } else {
            response.sendRedirect(url);
        }
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokenEndpoint() {
        var connections = new SimpleClientHttpRequestFactory();
        connections.setConnectTimeout(TIMEOUT);
        connections.setReadTimeout(TIMEOUT);
        var client = new RestClientAuthorizationCodeTokenResponseClient();
        client.setRestClient(
                RestClient.builder()
                        .requestFactory(connections)
                        .configureMessageConverters(all -> {
                            all.addCustomConverter(new FormHttpMessageConverter());
                            all.addCustomConverter(
                                    new OAuth2AccessTokenResponseHttpMessageConverter());
                        })
                        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                        .build());
        return client;
    }
}
