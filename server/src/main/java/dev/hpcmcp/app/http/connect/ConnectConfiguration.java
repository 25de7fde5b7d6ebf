package dev.hpcmcp.app.http.connect;

import jakarta.servlet.Filter;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The page and the rules before it; not even loaded where the page is off. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class ConnectConfiguration {
    private static final String ALL = Place.ROOT + "*";

    @Bean
    FilterRegistrationBean<Filter> asPublished(ConnectParts parts) {
        var registration =
                new FilterRegistrationBean<Filter>(new AsPublished(parts.connecting().publicUrl()));
        registration.addUrlPatterns(ALL);
        registration.setOrder(10);
        return registration;
    }

    @Bean
    DelegatingFilterProxyRegistrationBean connectRules() {
        var registration = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
        registration.addUrlPatterns(ALL);
        registration.setOrder(11);
        return registration;
    }

    @Bean
    Pages pages() {
        return new Pages();
    }

    @Bean
    Desk desk(ConnectParts parts) {
        var connecting = parts.connecting();
        return new Desk(connecting.vault(), connecting.clusters(), connecting.witness());
    }

    @Bean
    Providers providers(ConnectParts parts) {
        return new Providers(parts);
    }

    @Bean
    IdTokens idTokens() {
        return new IdTokens();
    }

    @Bean
    SignInPage signIn(Pages pages, Providers providers) {
        return new SignInPage(pages, providers.us());
    }

    @Bean
    ServletRegistrationBean<ConnectServlet> connect(
            ConnectParts parts, Desk desk, SignInPage signIn, Pages pages) {
        var clock = parts.connecting().clock();
        return new ServletRegistrationBean<>(
                new ConnectServlet(desk, signIn, new ConnectPage(pages, desk, clock), pages, clock),
                ALL);
    }

    @Bean
    SecurityFilterChain rules(
            HttpSecurity http,
            ConnectParts parts,
            Pages pages,
            SignInPage signIn,
            Providers providers,
            Desk desk) {
        var handlers = new Handlers(pages, signIn, desk, parts.connecting().clock());
        Headers.on(http, pages);
        Rules.on(http, parts, pages, handlers);
        if (providers.any()) {
            new ProviderRules(providers, desk, pages, handlers).on(http, parts);
        }
        return http.build();
    }
}
