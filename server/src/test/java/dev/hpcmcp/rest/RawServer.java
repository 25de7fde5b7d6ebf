package dev.hpcmcp.rest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server without manners: a script says for each connection what happens on it. */
final class RawServer implements AutoCloseable {
    /** What happens on one connection; an exception of its is the end of that connection. */
    @FunctionalInterface
    interface Script {
        void play(Connection connection) throws IOException, InterruptedException;
    }

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    private final ServerSocket socket;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    private RawServer(ServerSocket socket, Script script) {
        this.socket = socket;
        this.script = script;
        Thread.ofVirtual().start(this::serve);
    }

    static RawServer playing(Script script) throws IOException {
        return over(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    static RawServer over(ServerSocket socket, Script script) {
        return new RawServer(socket, script);
    }

    int port() {
        return socket.getLocalPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Every request that arrived, head and body, as it came. */
    List<String> requests() {
        return requests;
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> play(new Connection(accepted, number)));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void play(Connection connection) {
        try (connection.socket) {
            script.play(connection);
        } catch (IOException | InterruptedException end) {
            // The client went away: the test looks at what it saw.
        }
    }

    final class Connection {
        private final Socket socket;
        private final int number;

        private Connection(Socket socket, int number) {
            this.socket = socket;
            this.number = number;
        }

        /** From 1, in the order they were opened. */
        int number() {
            return number;
        }

        String read() throws IOException {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    throw new IOException("no more requests");
                }
                bytes.write(b);
            }
            Matcher length = LENGTH.matcher(bytes.toString(StandardCharsets.UTF_8));
            if (length.find()) {
                bytes.write(in.readNBytes(Integer.parseInt(length.group(1))));
            }
            String request = bytes.toString(StandardCharsets.UTF_8);
            requests.add(request);
            return request;
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void answer(String body) throws IOException {
            write(head(200, body.getBytes(StandardCharsets.UTF_8).length) + body);
        }

        /** Waits until the client closes its side. */
        void awaitEnd() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // nothing
            }
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    static String head(int status, long length) {
        return "HTTP/1.1 "
                + status
                + " x\r\nContent-Type: application/json\r\nContent-Length: "
                + length
                + "\r\n\r\n";
    }
}
