package dev.hpcmcp.app.http;

import dev.hpcmcp.app.http.connect.ConnectConfiguration;
import dev.hpcmcp.app.http.connect.ConnectParts;
import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.mcp.Engine;
import dev.hpcmcp.mcp.Features;
import dev.hpcmcp.mcp.McpServlet;
import dev.hpcmcp.mcp.ServerCard;
import dev.hpcmcp.tool.Toolbox;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/** A running HTTP service. Spring hosts it and decides nothing: no scanning, no properties. */
public final class HttpServer implements AutoCloseable {
    private final HttpParts parts;
    private final Engine engine;
    private final AnnotationConfigServletWebServerApplicationContext context;

    private HttpServer(
            HttpParts parts,
            Engine engine,
            AnnotationConfigServletWebServerApplicationContext context) {
        this.parts = parts;
        this.engine = engine;
        this.context = context;
    }

    /** Starts and returns when it serves. Throws {@link CannotListen} if a port cannot be had. */
    public static HttpServer start(
            HttpSettings settings, Toolbox toolbox, ServerCard card, TokenCheck tokens) {
        return start(settings, toolbox, card, Features.NONE, tokens);
    }

    public static HttpServer start(
            HttpSettings settings,
            Toolbox toolbox,
            ServerCard card,
            Features features,
            TokenCheck tokens) {
        return start(settings, toolbox, card, features, tokens, HttpExtras.NONE);
    }

    /** The same, with more. */
    public static HttpServer start(
            HttpSettings settings,
            Toolbox toolbox,
            ServerCard card,
            Features features,
            TokenCheck tokens,
            HttpExtras extras) {
        CannotListen.check(settings.host(), settings.port(), "--port");
        CannotListen.check(
                settings.managementHost(), settings.managementPort(), "--management-port");
        var meters = new Meters();
        var engine = new Engine(card, new MeteredToolbox(toolbox, meters), features);
        var endpoint = new McpServlet(engine, settings.limits(), InstantSource.system());
        meters.sessions(endpoint::openSessions);
        TokenCheck all =
                settings.oauth()
                        .map(it -> tokens.or(new OAuth(it, Clock.systemUTC())))
                        .orElse(tokens);
        var parts =
                new HttpParts(
                        settings,
                        endpoint,
                        all,
                        new Challenges(settings.oauth(), toolbox),
                        new Health(),
                        meters,
                        Connectors.management(settings),
                        extras.connecting().map(it -> new ConnectParts(it, all, settings.oauth())),
                        extras.rates());
        var server = new HttpServer(parts, engine, host(parts));
        parts.health().ready(true);
        return server;
    }

    private static AnnotationConfigServletWebServerApplicationContext host(HttpParts parts) {
        var context = new AnnotationConfigServletWebServerApplicationContext();
        context.registerBean(HttpParts.class, () -> parts);
        var spring = new SpringApplication(HttpConfiguration.class);
        parts.connect()
                .ifPresent(connect -> {
                    context.registerBean(ConnectParts.class, () -> connect);
                    spring.addPrimarySources(List.of(ConnectConfiguration.class));
                });
        spring.setApplicationContextFactory(type -> context);
        spring.setBannerMode(Banner.Mode.OFF);
        spring.setLogStartupInfo(false);
        spring.setLazyInitialization(true);
        spring.setAddCommandLineProperties(false);
        // Whoever started us decides when to stop, and in which order.
        spring.setRegisterShutdownHook(false);
        // Without these no property file is looked for, and nobody touches the logging.
        spring.setListeners(List.of());
        spring.setInitializers(List.of());
        try {
            spring.run();
        } catch (RuntimeException e) {
            throw CannotListen.explain(e, parts.settings());
        }
        return context;
    }

    public int port() {
        return Objects.requireNonNull(context.getWebServer()).getPort();
    }

    public int managementPort() {
        return parts.management().getLocalPort();
    }

    /**
     * Takes nothing more, finishes the calls in flight as long as the grace lasts, cancels the
     * rest, and closes all streams.
     */
    public void stop() {
        parts.health().ready(false);
        try {
            parts.endpoint().stop(parts.settings().grace());
        } catch (InterruptedException e) {
            // In a hurry then; closing what follows ends the calls that are left.
            Thread.currentThread().interrupt();
        }
        context.close();
        engine.close();
        parts.meters().close();
    }

    @Override
    public void close() {
        stop();
    }
}
