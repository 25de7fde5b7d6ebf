package dev.hpcmcp.bench;

import dev.hpcmcp.app.http.HttpServer;
import dev.hpcmcp.app.http.HttpSettings;
import dev.hpcmcp.auth.KnownToken;
import dev.hpcmcp.auth.Tokens;
import dev.hpcmcp.mcp.FakeToolbox;
import dev.hpcmcp.mcp.ServerCard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What connections cost on which nobody says anything, and whether others notice. */
public final class IdleBench {
    private static final int MANY = 10_000;
    private static final int PINGS = 500;
    private static final double MOST_KIB = 32;
    private static final double MOST_MILLIS = 50;
    private static final String TOKEN = "the-token-of-the-bench";

    private IdleBench() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            serve();
            return;
        }
        System.exit(kept() ? 0 : 1);
    }

    private static boolean kept() throws Exception {
        Process server = start();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            return measured(server.pid(), Integer.parseInt(out.readLine()));
        } finally {
            server.destroy();
        }
    }

    /** Until whoever started it is gone. */
    private static void serve() throws IOException {
        HttpServer server =
                HttpServer.start(
                        HttpSettings.local(0, 0),
                        new FakeToolbox(),
                        new ServerCard("bench", "Bench", "1", ""),
                        new Tokens(
                                List.of(new KnownToken(TOKEN, FakeToolbox.ALICE)),
                                Optional.empty()));
        System.out.println(server.port());
        System.in.transferTo(OutputStream.nullOutputStream());
        server.stop();
    }

    private static Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IdleBench.class.getName(),
                        "serve")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static boolean measured(long pid, int port) throws Exception {
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        pings(client, port);
        double alone = worst(pings(client, port));
        long before = resident(pid);
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            idle.add(asked(port));
        }
        double each = (resident(pid) - before) / (double) MANY;
        double among = worst(pings(client, port));
        System.out.printf(Locale.ROOT, "idle connections: %d%n", idle.size());
        System.out.printf(
                Locale.ROOT, "memory of each: %.1f KiB (promised: %.0f)%n", each, MOST_KIB);
        System.out.printf(
                Locale.ROOT,
                "99 of 100 pings within: %.1f ms; without them %.1f ms (promised: %.0f, or twice)%n",
                among,
                alone,
                MOST_MILLIS);
        for (Socket socket : idle) {
            socket.close();
        }
        return each <= MOST_KIB && among <= Math.max(MOST_MILLIS, 2 * alone);
    }

    /** One that has been used once, and is kept for later. */
    private static Socket asked(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(
                        "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
        byte[] answer = new byte[512];
        if (socket.getInputStream().read(answer) < 12) {
            throw new IOException("the server does not take connection after connection");
        }
        return socket;
    }

    /** Without a session: who it is, and that it is none, is found out all the same. */
    private static double[] pings(HttpClient client, int port)
            throws IOException, InterruptedException {
        HttpRequest ping =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))
                        .build();
        double[] millis = new double[PINGS];
        for (int i = 0; i < PINGS; i++) {
            long start = System.nanoTime();
            int status = client.send(ping, HttpResponse.BodyHandlers.ofString()).statusCode();
            if (status != 400) {
                throw new IOException("answered " + status);
            }
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return millis;
    }

    private static double worst(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * 99 / 100];
    }

    /** In KiB. */
    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.valueOf(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
