package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.JobRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A request as the body of a submit. */
final class JobBody {
    private JobBody() {}

    static Map<String, Object> of(JobRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("job_name", name(request).text());
        body.put("script", script(request));
        int nodes = request.nodes().orElse(1);
        body.put("nodes", nodes);
        cores(request, nodes).ifPresent(cores -> body.put("cpus_per_node", cores));
        put(body, "partition", request.queue());
        put(body, "account", request.project());
        put(body, "qos", request.qos());
        put(body, "memory", request.memoryGb().filter(gb -> gb > 0).map(Quantities::size));
        put(body, "gpus", request.gpus().filter(gpus -> gpus > 0));
        put(body, "time_limit", request.wallTimeSeconds().map(Quantities::clock));
        put(body, "working_directory", request.workingDirectory());
        put(body, "standard_output", request.stdoutPath());
        put(body, "standard_error", request.stderrPath());
        if (!request.environment().isEmpty()) {
            body.put("environment", new TreeMap<>(request.environment()));
        }
        if (!request.after().isEmpty()) {
            body.put("dependencies", request.after().stream().map(JobBody::dependency).toList());
        }
        return body;
    }

    static Marked name(JobRequest request) {
        return new Marked(request.name().orElse("job"), request.requestId());
    }

    private static void put(Map<String, Object> body, String key, Optional<?> value) {
        value.ifPresent(there -> body.put(key, there));
    }

    private static Optional<Integer> cores(JobRequest request, int nodes) {
        if (request.tasks().isEmpty() && request.cores().isEmpty()) {
            return Optional.empty();
        }
        int all = request.tasks().orElse(nodes) * request.cores().orElse(1);
        return Optional.of(Math.ceilDiv(all, nodes));
    }

    private static String script(JobRequest request) {
        return request.script()
                .map(script -> RequestCheck.isPath(script) ? script.strip() : script)
                .orElseGet(() ->
                        request.command().stream()
                                .map(JobBody::word)
                                .collect(Collectors.joining(" ")));
    }

    /** Whoever takes it apart again does so as a shell would. */
    private static String word(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }

    private static Map<String, String> dependency(After after) {
        String type =
                switch (after.condition()) {
                    case SUCCEEDED -> "afterok";
                    case FAILED -> "afternotok";
                    case FINISHED -> "afterany";
                    case STARTED -> "after";
                };
        Map<String, String> dependency = new LinkedHashMap<>();
        dependency.put("type", type);
        dependency.put("job_id", after.jobId().value());
        return dependency;
    }
}
