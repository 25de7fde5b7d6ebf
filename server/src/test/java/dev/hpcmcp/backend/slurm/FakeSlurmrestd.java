package dev.hpcmcp.backend.slurm;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.hpcmcp.model.JobId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
    private final List<ObjectNode> accounted = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger next = new AtomicInteger(100);

    /** What it was asked, in the order it came. */
    public final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    public volatile Accounting accounting = Accounting.NONE;

    /** Its lists of jobs cannot be read. */
    volatile boolean garblesLists;

    public volatile boolean losesAnswers;
    public volatile boolean losesRequests;
    public final AtomicInteger submits = new AtomicInteger();

    /** So much is in a list of jobs before the first of them, in blanks. */
    volatile long padding;

    /** Whether there is a slurmdbd behind it. */
    public enum Accounting {
        NONE,
        AWAY,
        UP
    }

    public FakeSlurmrestd() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serves("/slurm/v0.0.38/job/submit", this::submit);
        serves("/slurm/v0.0.38/jobs", this::list);
        serves("/slurm/v0.0.38/job/", this::list);
        serves("/slurmdb/v0.0.38/", this::account);
        serves(
                "/slurm/v0.0.38/partitions",
                exchange -> answer(exchange, SlurmRig.text("plain-partitions")));
        server.setExecutor(threads);
        server.start();
    }

    private void serves(String path, HttpHandler handler) {
        server.createContext(path, handler)
                .getFilters()
                .add(
                        Filter.beforeHandler(
                                "notes what it was asked",
                                exchange -> requests.add(exchange.getRequestURI().toString())));
    }

    /** Somebody has so many jobs more, which wait. */
    public List<JobId> has(String user, int count) {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(new JobId(Integer.toString(add(user).path("job_id").asInt())));
        }
        return ids;
    }

    private ObjectNode add(String user) {
        ObjectNode job = JSON.createObjectNode();
        job.put("job_id", next.getAndIncrement());
        job.put("user_name", user);
        job.put("job_state", "PENDING");
        job.put("submit_time", SlurmRig.NOW.getEpochSecond());
        jobs.add(job);
        return job;
    }

    /** The controller forgets a job, and the accounting knows how it ended. */
    public void forget(JobId id, String state) {
        ObjectNode job =
                List.copyOf(jobs).stream()
                        .filter(one -> one.path("job_id").asString("").equals(id.value()))
                        .findFirst()
                        .orElseThrow();
        jobs.remove(job);
        ObjectNode entry = JSON.createObjectNode();
        entry.set("job_id", job.path("job_id"));
        entry.set("user", job.path("user_name"));
        entry.putObject("state").put("current", state);
        entry.putObject("time").set("submission", job.path("submit_time"));
        accounted.add(entry);
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
        ObjectNode job = add(exchange.getRequestHeaders().getFirst("X-SLURM-USER-NAME"));
        job.set("name", request.path("name"));
        job.set("comment", request.path("comment"));
        if (losesAnswers) {
            exchange.close();
        } else {
            answer(exchange, "{\"errors\":[],\"job_id\":" + job.path("job_id").asInt() + "}");
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().replaceFirst(".*/jobs?/?", "");
        if (garblesLists && id.isEmpty()) {
            answer(exchange, "{\"jobs\":[{");
            return;
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("jobs");
        List.copyOf(jobs).stream()
                .filter(job -> id.isEmpty() || job.path("job_id").asString("").equals(id))
                .forEach(list::add);
        answer(exchange, answer.toString());
    }

    private void account(HttpExchange exchange) throws IOException {
        switch (accounting) {
            case NONE -> answer(exchange, 404, "Unable find requested URL.");
            case AWAY -> answer(exchange, 500, SlurmRig.text("typed-accounting-away"));
            case UP -> {
                String asked =
                        exchange.getRequestURI().getPath().replaceFirst(".*/jobs?/?", "")
                                + Objects.requireNonNullElse(
                                        exchange.getRequestURI().getQuery(), "");
                List<String> ids = List.of(asked.replaceFirst("step=", "").split(",", -1));
                ObjectNode answer = JSON.createObjectNode();
                ArrayNode list = answer.putArray("jobs");
                List.copyOf(accounted).stream()
                        .filter(job ->
                                asked.startsWith("start_time")
                                        || ids.contains(job.path("job_id").asString("")))
                        .forEach(list::add);
                answer(exchange, answer.toString());
            }
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        answer(exchange, 200, body);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        String type = status == 404 ? "text/plain" : "application/json";
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, padding > 0 ? 0 : bytes.length);
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
