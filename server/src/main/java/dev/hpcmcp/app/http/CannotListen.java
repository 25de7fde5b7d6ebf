package dev.hpcmcp.app.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;

/** An address on which we cannot serve; the message is one sentence for whoever chose it. */
public final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListen(String sentence) {
        super(sentence, null, false, false);
    }

    /** Tries it out first: the web server would tell its log a long story before it told us. */
    static void check(String host, int port, String option) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            throw new CannotListen("there is no address called " + host);
        } catch (BindException e) {
            String reason = String.valueOf(e.getMessage());
            throw reason.contains("in use")
                    ? inUse(host, port, option)
                    : new CannotListen("cannot listen on " + host + ":" + port + ": " + reason);
        } catch (IOException e) {
            throw new CannotListen("cannot listen on " + host + ":" + port + ": " + e.getMessage());
        }
    }

    /** Somebody may have been faster in the moment after the trial. */
    static RuntimeException explain(RuntimeException failure, HttpSettings settings) {
        for (Throwable it = failure; it != null; it = it.getCause()) {
            switch (it) {
                case PortInUseException taken -> {
                    return inUse(taken.getPort(), settings);
                }
                case ConnectorStartFailedException taken -> {
                    return inUse(taken.getPort(), settings);
                }
                default -> {}
            }
        }
        return failure;
    }

    private static CannotListen inUse(int port, HttpSettings settings) {
        return port == settings.managementPort()
                ? inUse(settings.managementHost(), port, "--management-port")
                : inUse(settings.host(), port, "--port");
    }

    private static CannotListen inUse(String host, int port, String option) {
        return new CannotListen(
                "port " + port + " on " + host + " is in use: choose another with " + option);
    }
}
