package dev.hpcmcp.app.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.TomcatWebServerFactory;

/** How our two ports are set up. */
final class Connectors {
    private Connectors() {}

    static Connector management(HttpSettings settings) {
        var connector = new Connector(TomcatWebServerFactory.DEFAULT_PROTOCOL);
        connector.setPort(settings.managementPort());
        adapt(connector);
        protocol(connector).setAddress(address(settings.managementHost()));
        return connector;
    }

    static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new CannotListen("there is no address called " + host);
        }
    }

    static void adapt(Connector connector) {
        AbstractHttp11Protocol<?> protocol = protocol(connector);
        // A thread waits for as long as its tool runs, so there must be as many as there are calls.
        protocol.setExecutor(new VirtualThreadExecutor("http-"));
        protocol.setMaxKeepAliveRequests(-1);
        protocol.setConnectionTimeout(20_000);
        protocol.setKeepAliveTimeout(75_000);
    }

    private static AbstractHttp11Protocol<?> protocol(Connector connector) {
        return (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    }
}
