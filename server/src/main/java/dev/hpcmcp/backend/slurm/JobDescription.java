package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.JobRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A request as the body of a submit, in either family's words. */
final class JobDescription {
    private static final String PATH = "/usr/local/bin:/usr/bin:/bin";

    private final ApiVersion version;
    private final String user;
    private final String directory;
    private final Optional<String> home;
    private final String comment;

    JobDescription(
            ApiVersion version,
            String user,
            String directory,
            Optional<String> home,
            String comment) {
        this.version = version;
        this.user = user;
        this.directory = directory;
        this.home = home;
        this.comment = comment;
    }

    Map<String, Object> of(JobRequest request) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("name", request.name().orElse("job"));
        job.put("current_working_directory", directory);
        job.put("environment", environment(request.environment()));
        job.put("standard_output", output(request.stdoutPath(), request, "out"));
        job.put("standard_error", output(request.stderrPath(), request, "err"));
        request.queue().ifPresent(queue -> job.put("partition", queue));
        request.project().ifPresent(project -> job.put("account", project));
        request.qos().ifPresent(qos -> job.put("qos", qos));
        request.array().ifPresent(array -> job.put("array", array));
        request.hold().filter(hold -> hold).ifPresent(hold -> job.put("hold", true));
        size(job, request);
        dependencies(job, request.after());
        request.nativeOptions().stream()
                .flatMap(text -> NativeOption.parse(text).stream())
                .forEach(option -> job.put(option.kind().key(version), option.value()));
        job.put("comment", comment); // Theirs is in it.
        return body(script(request), job);
    }

    /** The new family wants the script inside; 22.05 knows it only outside. */
    private Map<String, Object> body(String script, Map<String, Object> job) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (version.isPlain()) {
            body.put("script", script);
        } else {
            job.put("script", script);
        }
        body.put("job", job);
        return body;
    }

    private void size(Map<String, Object> job, JobRequest request) {
        request.wallTimeSeconds()
                .ifPresent(time -> job.put("time_limit", number(Math.max(1, (time + 59) / 60))));
        request.nodes()
                .ifPresent(nodes ->
                        job.put("nodes", version.isPlain() ? nodes : Integer.toString(nodes)));
        request.tasks().ifPresent(tasks -> job.put("tasks", tasks));
        request.cores().ifPresent(cores -> job.put("cpus_per_task", cores));
        request.memoryGb()
                .filter(memory -> memory > 0)
                .ifPresent(memory ->
                        job.put("memory_per_node", number((long) Math.ceil(memory * 1024))));
        request.gpus()
                .filter(gpus -> gpus > 0)
                .ifPresent(gpus -> {
                    if (version.isPlain()) {
                        job.put("gpus", Integer.toString(gpus));
                    } else {
                        job.put("tres_per_job", "gres/gpu:" + gpus);
                    }
                });
    }

    private Object number(long value) {
        return version.isPlain() ? value : Map.of("set", true, "number", value);
    }

    /** Nothing is inherited, and without any environment a job is refused. */
    private Object environment(Map<String, String> asked) {
        Map<String, String> all =
                new TreeMap<>(Map.of("PATH", PATH, "USER", user, "LOGNAME", user));
        home.ifPresent(path -> all.put("HOME", path));
        all.putAll(asked);
        return version.isPlain()
                ? all
                : all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    }

    /** Always absolute: what 22.05 makes of a relative or missing path it does not tell. */
    private String output(Optional<String> asked, JobRequest request, String ending) {
        String usual = request.array().isPresent() ? "slurm-%A_%a." : "slurm-%j.";
        String path = asked.orElse(usual + ending);
        return path.startsWith("/") ? path : directory.replaceFirst("/+$", "") + "/" + path;
    }

    /** A job that waits for what can no longer happen would wait for ever. */
    private void dependencies(Map<String, Object> job, List<After> after) {
        if (after.isEmpty()) {
            return;
        }
        job.put(
                "dependency",
                after.stream().map(JobDescription::word).collect(Collectors.joining(",")));
        if (version.isPlain()) {
            job.put("kill_on_invalid_dependency", true);
        } else {
            job.put("flags", List.of("KILL_INVALID_DEPENDENCY"));
        }
    }

    private static String word(After after) {
        String condition =
                switch (after.condition()) {
                    case SUCCEEDED -> "afterok";
                    case FAILED -> "afternotok";
                    case FINISHED -> "afterany";
                    case STARTED -> "after";
                };
        return condition + ":" + after.jobId();
    }

    /** Arguments go into the script: sent beside it they crash slurmrestd 22.05. */
    private static String script(JobRequest request) {
        if (request.script().isPresent()) {
            String script = request.script().get();
            return script.startsWith("#!") ? script : "#!/bin/sh\n" + script;
        }
        return "#!/bin/sh\nexec "
                + request.command().stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "))
                + "\n";
    }
}
