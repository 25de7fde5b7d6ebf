package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.TaskRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request as the body of a submit. Fields that the API does not know it drops without a word, so
 * for Slurm everything else is written into the script.
 */
final class RequestBody {
    private final JobRequest request;
    private final Site site;
    private final Draft draft;
    private final Optional<String> progress;

    /**
     * @param progress the line that tells a script where to write its progress
     */
    RequestBody(JobRequest request, Site site, Draft draft, Optional<String> progress) {
        this.progress = progress;
        this.request = request;
        this.site = site;
        this.draft = draft;
    }

    Map<String, Object> json() {
        Map<String, Object> script = new LinkedHashMap<>();
        script.put(
                "content",
                site.isSlurm()
                        ? draft.directives().with(options(), exports())
                        : Draft.script(request));
        draft.directory().ifPresent(path -> script.put("workdir", path));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("cluster", site.cluster());
        body.put("script", script);
        body.put("options", fields());
        return body;
    }

    private Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("job_name", label().toString());
        draft.queue().ifPresent(queue -> fields.put("queue_name", queue));
        draft.project().ifPresent(project -> fields.put("accounting_id", project));
        request.wallTimeSeconds().ifPresent(time -> fields.put("wall_time", time));
        draft.stdout().ifPresent(path -> fields.put("output_path", path));
        draft.stderr().ifPresent(path -> fields.put("error_path", path));
        request.after()
                .forEach(after ->
                        fields.merge(
                                word(after),
                                List.of(after.jobId().value()),
                                RequestBody::together));
        if (!site.isSlurm() && !request.nativeOptions().isEmpty()) {
            fields.put("native", request.nativeOptions());
        }
        return fields;
    }

    /** Other schedulers cut long names, or refuse them. */
    private Label label() {
        Optional<Integer> tasks = draft.array().map(RequestBody::count);
        return site.isSlurm()
                ? Label.of(draft.name(), request.requestId(), tasks)
                : Label.of(draft.name(), Optional.empty(), Optional.empty());
    }

    static int count(String array) {
        try {
            return TaskRange.parse(array).indices().size();
        } catch (IllegalArgumentException odd) {
            return 1;
        }
    }

    private static Object together(Object one, Object other) {
        List<Object> all = new ArrayList<>((List<?>) one);
        all.addAll((List<?>) other);
        return all;
    }

    private static String word(After after) {
        return switch (after.condition()) {
            case SUCCEEDED -> "afterok";
            case FAILED -> "afternotok";
            case FINISHED -> "afterany";
            case STARTED -> "after";
        };
    }

    /** A job that waits for what can no longer happen would wait for ever. */
    private List<String> options() {
        List<String> options = new ArrayList<>();
        request.array().ifPresent(array -> options.add("--array=" + array));
        request.nodes().ifPresent(nodes -> options.add("--nodes=" + nodes));
        request.tasks().ifPresent(tasks -> options.add("--ntasks=" + tasks));
        request.cores().ifPresent(cores -> options.add("--cpus-per-task=" + cores));
        request.memoryGb()
                .filter(memory -> memory > 0)
                .ifPresent(memory -> options.add("--mem=" + (long) Math.ceil(memory * 1024) + "M"));
        request.gpus().filter(gpus -> gpus > 0).ifPresent(gpus -> options.add("--gpus=" + gpus));
        request.qos().ifPresent(qos -> options.add("--qos=" + qos));
        request.hold().filter(hold -> hold).ifPresent(_ -> options.add("--hold"));
        if (!request.after().isEmpty()) {
            options.add("--kill-on-invalid-dep=yes");
        }
        options.addAll(NativeOptions.lines(request.nativeOptions()));
        return options;
    }

    /** The site submits with an empty environment, which srun would hand on as it is. */
    private List<String> exports() {
        if (request.environment().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("export SLURM_EXPORT_ENV=ALL"));
        progress.ifPresent(lines::add);
        new TreeMap<>(request.environment())
                .forEach((name, value) -> lines.add("export " + name + "=" + Draft.quoted(value)));
        return lines;
    }
}
