package dev.hpcmcp.backend.slurm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes everything on, but can let the answer to one submit get lost on its way back. */
final class CuttingProxy implements AutoCloseable {
    final AtomicBoolean cutsNextSubmit = new AtomicBoolean();
    final AtomicInteger submits = new AtomicInteger();
    private final ServerSocket server;
    private final URI target;

    CuttingProxy(String target) throws IOException {
        this.target = URI.create(target);
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        AtomicBoolean cut = new AtomicBoolean();
        try (client;
                Socket upstream = new Socket(target.getHost(), target.getPort())) {
            Thread back = Thread.ofVirtual().start(() -> answers(upstream, client, cut));
            requests(client.getInputStream(), upstream.getOutputStream(), cut);
            upstream.shutdownOutput();
            back.join();
        } catch (IOException gone) {
            return; // So is the connection.
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private void requests(InputStream from, OutputStream to, AtomicBoolean cut) throws IOException {
        byte[] some = new byte[1 << 16];
        for (int n = from.read(some); n >= 0; n = from.read(some)) {
            String text = new String(some, 0, n, StandardCharsets.ISO_8859_1);
            if (text.startsWith("POST ")
                    && text.lines().findFirst().orElse("").contains("/submit")) {
                submits.incrementAndGet();
                cut.set(cutsNextSubmit.getAndSet(false));
            }
            to.write(some, 0, n);
            to.flush();
        }
    }

    private static void answers(Socket upstream, Socket client, AtomicBoolean cut) {
        byte[] some = new byte[1 << 16];
        try {
            InputStream from = upstream.getInputStream();
            for (int n = from.read(some); n >= 0; n = from.read(some)) {
                if (cut.get()) {
                    client.close();
                    return;
                }
                client.getOutputStream().write(some, 0, n);
                client.getOutputStream().flush();
            }
            client.close();
        } catch (IOException gone) {
            return; // So is the connection.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
