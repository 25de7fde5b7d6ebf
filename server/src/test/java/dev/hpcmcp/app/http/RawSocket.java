package dev.hpcmcp.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client that says bytes, which need not be HTTP. */
final class RawSocket implements AutoCloseable {
    private final Socket socket;

    RawSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
    }

    void say(String latin) throws IOException {
        socket.getOutputStream().write(latin.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** All that it says until it closes; nothing if it just closes. */
    String rest() throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (SocketTimeoutException stillOpen) {
            throw stillOpen;
        } catch (IOException reset) {
            return "";
        }
    }

    int read() throws IOException {
        return socket.getInputStream().read();
    }

    /** A small buffer, so that whoever writes to us notices soon that we do not read. */
    RawSocket slow() throws IOException {
        socket.setReceiveBufferSize(1024);
        return this;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
