package dev.hpcmcp.app.http;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.hpcmcp.spec.Scope;
import java.util.List;
import java.util.Objects;
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
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsByNameServiceWrapper;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationGrantAuthenticationToken;
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
 * people with PKCE, {@code robot} with signed and {@code opaque} with opaque tokens.
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
        var login = new RequestHeaderAuthenticationFilter();
        login.setPrincipalRequestHeader(LOGIN);
        login.setExceptionIfHeaderMissing(false);
        login.setAuthenticationManager(new ProviderManager(provider));
        return http.oauth2AuthorizationServer(server -> {})
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
        return (selector, _) -> selector.select(issuer.published());
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
                machine("robot", OAuth2TokenFormat.SELF_CONTAINED),
                machine("opaque", OAuth2TokenFormat.REFERENCE));
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
        return context -> context.getClaims().audience(List.of(resource(context)));
    }

    @Bean
    OAuth2TokenCustomizer<OAuth2TokenClaimsContext> opaque() {
        return context -> context.getClaims().audience(List.of(resource(context)));
    }

    private static String resource(OAuth2TokenContext context) {
        OAuth2AuthorizationGrantAuthenticationToken grant =
                Objects.requireNonNull(context.getAuthorizationGrant());
        return String.valueOf(grant.getAdditionalParameters().get("resource"));
    }
}
