package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.rest.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an error answer says, in any of three forms: S9S's own, the flat one of its plugin, and
 * slurmrestd's. Its sentences are not kept: they may hold anything.
 */
record Complaint(
        boolean isOne,
        String code,
        Optional<String> requestId,
        Optional<String> about,
        Optional<String> field) {
    static final Complaint NONE =
            new Complaint(false, "", Optional.empty(), Optional.empty(), Optional.empty());

    private static final String SAFE = "[A-Za-z0-9._:-]{1,80}";

    /** Fields of a request that a gateway may find fault with, and what agents call them. */
    private static final Map<String, String> FIELDS =
            Map.ofEntries(
                    Map.entry("job_name", "name"),
                    Map.entry("script", "script"),
                    Map.entry("partition", "queue"),
                    Map.entry("account", "project"),
                    Map.entry("qos", "qos"),
                    Map.entry("nodes", "nodes"),
                    Map.entry("cpus_per_node", "cores"),
                    Map.entry("memory", "memory_gb"),
                    Map.entry("gpus", "gpus"),
                    Map.entry("time_limit", "wall_time_seconds"),
                    Map.entry("working_directory", "working_directory"),
                    Map.entry("dependencies", "after"),
                    Map.entry("environment", "environment"),
                    Map.entry("priority", "priority"),
                    Map.entry("signal", "signal"));

    /** What a request may name, and where. */
    private static final Map<String, String> THINGS =
            Map.of(
                    "job", "after",
                    "partition", "queue",
                    "account", "project",
                    "qos", "qos",
                    "user", "user");

    static Complaint of(Reply reply) {
        Optional<Part> body = reply.jsonIfAny().map(Part::of);
        return body.map(Complaint::read).orElse(NONE);
    }

    private static Complaint read(Part body) {
        Part error = body.part("error");
        if (error.isObject()) {
            return of(error, error.part("details"));
        }
        boolean flat = body.text("status").filter("error"::equals).isPresent();
        if (flat || body.text("error").isPresent()) {
            return of(body, body.part("details"));
        }
        List<Part> errors = body.parts("errors");
        return errors.isEmpty() ? NONE : of(errors.getFirst(), Part.NONE);
    }

    private static Complaint of(Part error, Part details) {
        return new Complaint(
                true,
                error.text("code").orElse("").toUpperCase(Locale.ROOT),
                error.text("request_id").filter(id -> id.matches(SAFE)),
                details.text("resource_type"),
                details.text("field").map(FIELDS::get));
    }

    boolean is(String wanted) {
        return code.equals(wanted);
    }

    /** The field of a request that names something which is not there. */
    Optional<String> missing() {
        return kind(404).equals("RESOURCE_NOT_FOUND") ? about.map(THINGS::get) : Optional.empty();
    }

    /** Its code where we know it; otherwise the one that usually goes with the status. */
    String kind(int status) {
        return switch (code) {
            case "INVALID_REQUEST", "VALIDATION_ERROR" -> "VALIDATION_ERROR";
            case "AUTHENTICATION_FAILED",
                    "PERMISSION_DENIED",
                    "RESOURCE_NOT_FOUND",
                    "RESOURCE_CONFLICT",
                    "SLURM_ERROR" ->
                    code;
            default ->
                    switch (status) {
                        case 400, 422 -> "VALIDATION_ERROR";
                        case 401 -> "AUTHENTICATION_FAILED";
                        case 403 -> "PERMISSION_DENIED";
                        case 404, 410 -> "RESOURCE_NOT_FOUND";
                        case 409, 412, 423 -> "RESOURCE_CONFLICT";
                        default -> "SLURM_ERROR";
                    };
        };
    }

    /** What the site's people need to find it in their logs. */
    String trail() {
        return requestId.map(id -> " (request id " + id + ")").orElse("");
    }
}
