package dev.hpcmcp.app.http;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.hpcmcp.spec.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsByNameServiceWrapper;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenExchangeAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenClaimsContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationProvider;
import org.springframework.security.web.authentication.preauth.RequestHeaderAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/**
 * The provider's users sign in by a header, as a proxy would say it. Its clients: {@code web} for
 * people with PKCE, {@code robot} with signed and {@code opaque} with opaque tokens; {@code page}
 * and {@code lab} for our page, to sign people in to us and at a cluster; {@code gateway} for a
 * server that asks on behalf of people.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class TestIssuerRules {
    static final String LOGIN = "X-Test-User";

    @Bean
    TomcatServletWebServerFactory webServer(TestIssuer issuer) {
        return new TomcatServletWebServerFactory(issuer.port());
    }

    @Bean
    DelegatingFilterProxyRegistrationBean security() {
        return new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    }

    /** Filters only see what some servlet would answer. */
    @Bean
    ServletRegistrationBean<Nothing> nothing() {
        return new ServletRegistrationBean<>(new Nothing(), "/");
    }

    @Bean
    SecurityFilterChain rules(HttpSecurity http) {
        var users = new InMemoryUserDetailsManager();
        for (String name : List.of("alice", "bob")) {
            users.createUser(User.withUsername(name).password("{noop}" + name).build());
        }
        var provider = new PreAuthenticatedAuthenticationProvider();
        provider.setPreAuthenticatedUserDetailsService(
                new UserDetailsByNameServiceWrapper<>(users));
        // An ID token says when somebody signed in.
        provider.setGrantedAuthoritySupplier(() ->
                Set.of(
                        FactorGrantedAuthority.fromAuthority(
                                FactorGrantedAuthority.PASSWORD_AUTHORITY)));
        var login = new RequestHeaderAuthenticationFilter();
        login.setPrincipalRequestHeader(LOGIN);
        login.setExceptionIfHeaderMissing(false);
        login.setAuthenticationManager(new ProviderManager(provider));
        return http.oauth2AuthorizationServer(server -> server.oidc(oidc -> {}))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .addFilterAfter(login, SecurityContextHolderFilter.class)
                .build();
    }

    @Bean
    AuthorizationServerSettings settings(TestIssuer issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer.url()).build();
    }

    @Bean
    JWKSource<SecurityContext> keys(TestIssuer issuer) {
        return (selector, _) -> selector.select(new JWKSet(issuer.key()));
    }

    /** For what OpenID Connect has beside tokens; no test asks for it. */
    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return NimbusJwtDecoder.withJwkSource(keys).build();
    }

    @Bean
    InMemoryRegisteredClientRepository clients() {
        RegisteredClient web =
                RegisteredClient.withId(UUID.randomUUID().toString())
                        .clientId("web")
                        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .redirectUri("http://127.0.0.1:8765/callback")
                        .scopes(all -> Stream.of(Scope.values()).map(Scope::text).forEach(all::add))
                        .clientSettings(
                                ClientSettings.builder()
                                        .requireProofKey(true)
                                        .requireAuthorizationConsent(false)
                                        .build())
                        .build();
        return new InMemoryRegisteredClientRepository(
                web,
                gateway(),
                browser("page", "/connect/sign-in/callback")
                        .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        .scope(OidcScopes.OPENID)
                        .build(),
                browser("lab", "/connect/lab")
                        .clientSecret("{noop}" + TestIssuer.secret("lab"))
                        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                        .scope("jobs")
                        .build(),
                machine("robot", OAuth2TokenFormat.SELF_CONTAINED),
                machine("opaque", OAuth2TokenFormat.REFERENCE));
    }

    /** A server like ours, which asks for people who signed in there. */
    private static RegisteredClient gateway() {
        return RegisteredClient.withId(UUID.randomUUID().toString())
                .clientId("gateway")
                .clientSecret("{noop}" + TestIssuer.secret("gateway"))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
                .redirectUri(TestIssuer.CALLBACK)
                .scopes(all -> Stream.of(Scope.values()).map(Scope::text).forEach(all::add))
                .tokenSettings(TokenSettings.builder().reuseRefreshTokens(false).build())
                .clientSettings(ClientSettings.builder().requireProofKey(false).build())
                .build();
    }

    /** On whatever port of this machine it runs. */
    private static RegisteredClient.Builder browser(String id, String path) {
        return RegisteredClient.withId(UUID.randomUUID().toString())
                .clientId(id)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("http://127.0.0.1" + path)
                .clientSettings(
                        ClientSettings.builder()
                                .requireProofKey(true)
                                .requireAuthorizationConsent(false)
                                .build());
    }

    private static RegisteredClient machine(String id, OAuth2TokenFormat format) {
        return RegisteredClient.withId(UUID.randomUUID().toString())
                .clientId(id)
                .clientSecret("{noop}" + TestIssuer.secret(id))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(all -> Stream.of(Scope.values()).map(Scope::text).forEach(all::add))
                .tokenSettings(TokenSettings.builder().accessTokenFormat(format).build())
                .build();
    }

    /** RFC 8707, which this provider leaves to whoever configures it. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> signed() {
        return context -> {
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                context.getClaims().audience(List.of(resource(context)));
            }
        };
    }

    @Bean
    OAuth2TokenCustomizer<OAuth2TokenClaimsContext> opaque() {
        return context -> context.getClaims().audience(List.of(resource(context)));
    }

    private static String resource(OAuth2TokenContext context) {
        OAuth2AuthorizationGrantAuthenticationToken grant =
                Objects.requireNonNull(context.getAuthorizationGrant());
        return grant instanceof OAuth2TokenExchangeAuthenticationToken exchange
                ? String.join(" ", exchange.getAudiences())
                : String.valueOf(grant.getAdditionalParameters().get("resource"));
    }
}
