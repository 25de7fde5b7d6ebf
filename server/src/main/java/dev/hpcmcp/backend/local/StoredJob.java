package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.TaskRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job as it was accepted; {@code job.json} in its folder, never changed. The script lies beside
 * it.
 *
 * @param indices the task indices of an array; empty for a job that is none
 * @param mark what its request said to find it by
 */
record StoredJob(
        long number,
        String owner,
        Instant submittedAt,
        Optional<String> name,
        List<String> command,
        boolean scriptNamesInterpreter,
        String directory,
        Optional<String> stdoutPath,
        Optional<String> stderrPath,
        Map<String, String> environment,
        Optional<Long> wallTimeSeconds,
        int tasks,
        int cores,
        Optional<Double> memoryGb,
        List<After> after,
        List<Integer> indices,
        Optional<Integer> atATime,
        Optional<String> mark) {
    StoredJob {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        after = List.copyOf(after);
        indices = List.copyOf(indices);
    }

    /** A request that was checked, as a job. */
    static StoredJob of(long number, String owner, Instant now, JobRequest request) {
        Optional<TaskRange> range = request.array().map(TaskRange::parse);
        return new StoredJob(
                number,
                owner,
                now,
                request.name(),
                request.command(),
                request.script().map(script -> script.startsWith("#!")).orElse(false),
                request.workingDirectory().orElseGet(() -> System.getProperty("user.home", "/")),
                request.stdoutPath(),
                request.stderrPath(),
                request.environment(),
                request.wallTimeSeconds(),
                request.tasks().orElse(1),
                request.cores().orElse(1),
                request.memoryGb(),
                request.after(),
                range.map(TaskRange::indices).orElse(List.of()),
                range.flatMap(TaskRange::atATime),
                request.requestId());
    }

    LocalId id() {
        return LocalId.ofJob(number);
    }

    boolean isArray() {
        return !indices.isEmpty();
    }

    int slots() {
        return tasks * cores;
    }

    boolean has(LocalId id) {
        return id.task().map(indices::contains).orElse(true);
    }
}
