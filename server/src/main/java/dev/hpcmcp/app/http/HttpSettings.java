package dev.hpcmcp.app.http;

import dev.hpcmcp.mcp.HttpLimits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and how to serve HTTP.
 *
 * @param port 0 is any free one
 * @param managementHost for health and metrics, which ask for no token: think twice before changing
 * @param managementPort 0 is any free one
 * @param allowedOrigins web pages that may call, beside those on this machine
 * @param allowedHosts names under which clients reach us, beside this machine's own
 * @param grace for calls in flight when the server is asked to stop
 * @param oauth whose tokens are taken beside our own
 */
public record HttpSettings(
        String host,
        int port,
        String managementHost,
        int managementPort,
        List<String> allowedOrigins,
        List<String> allowedHosts,
        HttpLimits limits,
        Duration grace,
        Optional<OAuthSettings> oauth) {
    static final String LOOPBACK = "127.0.0.1";

    public HttpSettings {
        if (port != 0 && port == managementPort) {
            throw new CannotListen(
                    "port "
                            + port
                            + " cannot be the management port too: choose another with "
                            + "--management-port");
        }
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedHosts = List.copyOf(allowedHosts);
    }

    public static HttpSettings local(int port, int managementPort) {
        return new HttpSettings(
                LOOPBACK,
                port,
                LOOPBACK,
                managementPort,
                List.of(),
                List.of(),
                HttpLimits.usual(),
                Duration.ofSeconds(10),
                Optional.empty());
    }

    public HttpSettings limits(HttpLimits other) {
        return new HttpSettings(
                host,
                port,
                managementHost,
                managementPort,
                allowedOrigins,
                allowedHosts,
                other,
                grace,
                oauth);
    }

    public HttpSettings grace(Duration other) {
        return new HttpSettings(
                host,
                port,
                managementHost,
                managementPort,
                allowedOrigins,
                allowedHosts,
                limits,
                other,
                oauth);
    }

    public HttpSettings oauth(OAuthSettings other) {
        return new HttpSettings(
                host,
                port,
                managementHost,
                managementPort,
                allowedOrigins,
                allowedHosts,
                limits,
                grace,
                Optional.of(other));
    }
}
