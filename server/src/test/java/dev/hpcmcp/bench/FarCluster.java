package dev.hpcmcp.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hpcmcp.model.JobState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A cluster's REST API on the loopback: {@code /jobs?ids=1,2} and {@code /jobs} answer one job a
 * line. It remembers when it was asked.
 */
final class FarCluster implements AutoCloseable {
    private final ConcurrentMap<String, JobState> jobs = new ConcurrentHashMap<>();
    private final Queue<Long> asked = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    FarCluster() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/jobs", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void put(String id, JobState state) {
        jobs.put(id, state);
    }

    void finishAll() {
        jobs.replaceAll((id, state) -> JobState.FINISHED);
    }

    /** When each request came, in nanoseconds. */
    List<Long> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(System.nanoTime());
        byte[] body = lines(exchange.getRequestURI().getQuery()).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String lines(String query) {
        if (query == null) {
            return jobs.entrySet().stream().map(FarCluster::line).collect(Collectors.joining("\n"));
        }
        return Arrays.stream(query.substring(query.indexOf('=') + 1).split(","))
                .filter(jobs::containsKey)
                .map(id -> line(Map.entry(id, jobs.getOrDefault(id, JobState.UNKNOWN))))
                .collect(Collectors.joining("\n"));
    }

    private static String line(Map.Entry<String, JobState> job) {
        return job.getKey() + " " + job.getValue();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
