package dev.hpcmcp.backend.slurm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A slurmrestd that keeps the jobs it takes, and whose answers can get lost. */
public final class FakeSlurmrestd implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<ObjectNode> jobs = Collections.synchronizedList(new ArrayList<>());
    public volatile boolean losesAnswers;
    public volatile boolean losesRequests;
    public final AtomicInteger submits = new AtomicInteger();

    /** So much is in a list of jobs before the first of them, in blanks. */
    volatile long padding;

    public FakeSlurmrestd() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/slurm/v0.0.38/job/submit", this::submit);
        server.createContext("/slurm/v0.0.38/jobs", this::list);
        server.createContext("/slurm/v0.0.38/job/", this::list);
        server.createContext(
                "/slurm/v0.0.38/partitions",
                exchange -> answer(exchange, SlurmRig.text("plain-partitions")));
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void submit(HttpExchange exchange) throws IOException {
        submits.incrementAndGet();
        ObjectNode request = (ObjectNode) JSON.readTree(exchange.getRequestBody()).path("job");
        if (losesRequests) {
            exchange.close();
            return;
        }
        ObjectNode job = JSON.createObjectNode();
        job.put("job_id", 100 + jobs.size());
        job.put("user_name", exchange.getRequestHeaders().getFirst("X-SLURM-USER-NAME"));
        job.put("job_state", "PENDING");
        job.put("submit_time", SlurmRig.NOW.getEpochSecond());
        job.set("name", request.path("name"));
        job.set("comment", request.path("comment"));
        jobs.add(job);
        if (losesAnswers) {
            exchange.close();
        } else {
            answer(exchange, "{\"errors\":[],\"job_id\":" + job.path("job_id").asInt() + "}");
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().replaceFirst(".*/jobs?/?", "");
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("jobs");
        List.copyOf(jobs).stream()
                .filter(job -> id.isEmpty() || job.path("job_id").asString("").equals(id))
                .forEach(list::add);
        answer(exchange, answer.toString());
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, padding > 0 ? 0 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            for (long left = padding; left > 0; left -= blanks.length) {
                out.write(blanks);
            }
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
