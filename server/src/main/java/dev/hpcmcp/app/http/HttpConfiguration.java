package dev.hpcmcp.app.http;

import dev.hpcmcp.app.http.connect.BrowserSessions;
import dev.hpcmcp.mcp.FrontDoor;
import dev.hpcmcp.mcp.McpServlet;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The web server: which servlet answers where, and what stands before it. A request to the endpoint
 * is measured, then let in by host and origin, then told who calls, and only then served.
 */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {
    private final HttpParts parts;

    HttpConfiguration(HttpParts parts) {
        this.parts = parts;
    }

    @Bean
    TomcatServletWebServerFactory webServer() {
        HttpSettings settings = parts.settings();
        var factory = new TomcatServletWebServerFactory(settings.port());
        factory.setAddress(Connectors.address(settings.host()));
        factory.setShutdown(Shutdown.GRACEFUL);
        factory.addConnectorCustomizers(Connectors::adapt);
        factory.addAdditionalConnectors(parts.management());
        factory.addContextCustomizers(HttpConfiguration::hideErrors);
        parts.connect().ifPresent(it -> BrowserSessions.on(factory, it.connecting()));
        return factory;
    }

    private static void hideErrors(Context context) {
        ((StandardHost) context.getParent()).setErrorReportValveClass(JsonErrors.class.getName());
    }

    @Bean
    ServletRegistrationBean<McpServlet> endpoint() {
        return new ServletRegistrationBean<>(parts.endpoint(), "/mcp");
    }

    @Bean
    ServletRegistrationBean<Health> health() {
        return new ServletRegistrationBean<>(parts.health(), "/health", "/health/*");
    }

    @Bean
    ServletRegistrationBean<HttpServlet> metrics() {
        return new ServletRegistrationBean<>(parts.meters().scrape(), "/metrics");
    }

    @Bean
    ServletRegistrationBean<Nothing> nothing() {
        return new ServletRegistrationBean<>(new Nothing(), "/");
    }

    @Bean
    FilterRegistrationBean<Filter> doors() {
        return filter(
                new Doors(
                        parts.management()::getLocalPort,
                        parts.settings().oauth().isPresent(),
                        parts.connect().isPresent()),
                "/*",
                1);
    }

    @Bean
    FilterRegistrationBean<Filter> measured() {
        return filter(parts.meters().requests(), "/mcp", 2);
    }

    @Bean
    FilterRegistrationBean<Filter> frontDoor() {
        return filter(new FrontDoor(hosts(), parts.settings().allowedOrigins()), "/mcp", 3);
    }

    private List<String> hosts() {
        HttpSettings settings = parts.settings();
        Stream<String> published =
                Stream.concat(
                                settings.oauth().stream().map(it -> URI.create(it.resource())),
                                parts.connect().stream().map(it -> it.connecting().publicUrl()))
                        .map(URI::getHost);
        return Stream.of(settings.allowedHosts().stream(), Stream.of(settings.host()), published)
                .flatMap(names -> names)
                .toList();
    }

    /** The same for people's browsers, whose forms come from our own page. */
    @Bean
    FilterRegistrationBean<Filter> connectDoor() {
        Optional<URI> url = parts.connect().map(it -> it.connecting().publicUrl());
        // A page that tells no referrer tells no origin either; its forms are known by their token.
        List<String> origins =
                Stream.concat(Stream.of("null"), url.stream().map(it -> origin(it))).toList();
        var registration = filter(new FrontDoor(hosts(), origins), "/connect/*", 3);
        registration.setEnabled(url.isPresent());
        return registration;
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    @Bean
    FilterRegistrationBean<Filter> token() {
        return filter(new TokenFilter(parts.tokens(), parts.challenges()), "/mcp", 4);
    }

    @Bean
    FilterRegistrationBean<Filter> rates() {
        Optional<Integer> most = parts.settings().requestsPerMinute();
        var rates = filter(new CallerRates(most, parts.rates(), System::nanoTime), "/mcp", 5);
        return rates;
    }

    /** Where clients learn who signs people in; of no use without anybody who does. */
    @Bean
    FilterRegistrationBean<Filter> metadata() {
        Optional<OAuthSettings> oauth = parts.settings().oauth();
        var registration =
                filter(
                        oauth.map(it -> Metadata.filter(it, parts.challenges()))
                                .orElse((request, response, chain) ->
                                        chain.doFilter(request, response)),
                        Challenges.METADATA + "/*",
                        4);
        registration.setEnabled(oauth.isPresent());
        return registration;
    }

    private static FilterRegistrationBean<Filter> filter(Filter filter, String path, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(path);
        registration.setOrder(order);
        return registration;
    }
}
