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
        // Between two bytes of a request, and for whoever does not read what we write.
        protocol.setConnectionTimeout(20_000);
        protocol.setKeepAliveTimeout(75_000);
        // One that says nothing costs some kilobytes and a file descriptor; the others wait
        // outside.
        protocol.setMaxConnections(20_000);
        protocol.setAcceptCount(1_000);
        // Tokens of providers can be long, with all the groups in them.
        protocol.setMaxHttpRequestHeaderSize(16 * 1024);
        protocol.setMaxHeaderCount(64);
    }

    private static AbstractHttp11Protocol<?> protocol(Connector connector) {
        return (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
    }
}
