package dev.hpcmcp.backend.s9s;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small HTTP server that can also talk over WebSockets, and drop them. */
final class WireServer implements AutoCloseable {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket listening;
    private final Handler handler;
    private final List<Conversation> conversations = new CopyOnWriteArrayList<>();

    record Request(
            String method, String path, String query, Map<String, String> headers, String body) {
        Map<String, String> parameters() {
            Map<String, String> parameters = new HashMap<>();
            for (String pair : query.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                if (parts.length == 2) {
                    parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                }
            }
            return parameters;
        }

        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    record Response(int status, String type, String body, Map<String, String> headers) {
        static Response json(int status, String body) {
            return new Response(status, "application/json", body, Map.of());
        }

        static Response text(int status, String type, String body) {
            return new Response(status, type, body, Map.of());
        }

        Response with(Map<String, String> more) {
            return new Response(status, type, body, more);
        }
    }

    interface Handler {
        Response answer(Request request);

        /** A client said something over a WebSocket. */
        void heard(Conversation who, String text);
    }

    WireServer(Handler handler) throws IOException {
        this.handler = handler;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listening.getLocalPort();
    }

    List<Conversation> conversations() {
        return List.copyOf(conversations);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Request request = read(in);
            if (request.header("Upgrade").equalsIgnoreCase("websocket")) {
                Response answer = handler.answer(request);
                if (answer.status() == 101) {
                    talk(socket, in, request);
                    return;
                }
                send(socket.getOutputStream(), answer);
                return;
            }
            send(socket.getOutputStream(), handler.answer(request));
        } catch (IOException gone) {
            // The other side had enough.
        }
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ", -1);
        if (first.length < 2) {
            throw new IOException("no request");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String[] target = first[1].split("\\?", 2);
        return new Request(first[0], target[0], target.length > 1 ? target[1] : "", headers, body);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void send(OutputStream out, Response response) throws IOException {
        StringBuilder head =
                new StringBuilder(
                        "HTTP/1.1 " + response.status() + " Said\r\nConnection: close\r\n");
        head.append("Content-Type: ").append(response.type()).append("\r\n");
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        head.append("Content-Length: ").append(body.length).append("\r\n");
        response.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    private void talk(Socket socket, InputStream in, Request request) throws IOException {
        String accept = accept(request.header("Sec-WebSocket-Key"));
        socket.getOutputStream()
                .write(
                        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                                        + accept
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
        Conversation conversation = new Conversation(socket);
        conversations.add(conversation);
        try {
            while (true) {
                conversation.hear(in);
            }
        } finally {
            conversations.remove(conversation);
        }
    }

    private static String accept(String key) {
        try {
            byte[] sum =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            conversations.forEach(Conversation::drop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One open WebSocket, seen from the server. */
    final class Conversation {
        private final Socket socket;

        private Conversation(Socket socket) {
            this.socket = socket;
        }

        private void hear(InputStream in) throws IOException {
            int first = in.read();
            int second = in.read();
            if (first < 0 || second < 0) {
                throw new IOException("gone");
            }
            int length = second & 0x7f;
            if (length == 126) {
                length = (in.read() << 8) | in.read();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            switch (first & 0x0f) {
                case 1 -> handler.heard(this, new String(payload, StandardCharsets.UTF_8));
                case 8 -> throw new IOException("closed");
                default -> {}
            }
        }

        void say(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] frame = new byte[bytes.length + 4];
            frame[0] = (byte) 0x81;
            frame[1] = 126;
            frame[2] = (byte) (bytes.length >> 8);
            frame[3] = (byte) bytes.length;
            System.arraycopy(bytes, 0, frame, 4, bytes.length);
            try {
                socket.getOutputStream().write(frame);
            } catch (IOException gone) {
                drop();
            }
        }

        /** Without a word, as a proxy does. */
        void drop() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
