package dev.hpcmcp.backend.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the spool keeps what belongs to a job or task. Ids are numbers by now, so no path leaves
 * the spool.
 */
final class Folders {
    private static final Pattern PLACEHOLDER = Pattern.compile("%[ja%]");

    private final Path jobs;

    Folders(Path spool) {
        this.jobs = spool.resolve("jobs");
    }

    Path jobs() {
        return jobs;
    }

    Path of(long job) {
        return jobs.resolve(Long.toString(job));
    }

    Path of(LocalId id) {
        return id.task()
                .map(index -> of(id.job()).resolve("tasks").resolve(Integer.toString(index)))
                .orElseGet(() -> of(id.job()));
    }

    Attempt attempt(LocalId id) {
        return new Attempt(of(id).resolve("run"));
    }

    Path script(long job) {
        return of(job).resolve("script");
    }

    /** Where a job's attempt that is over is put away. */
    Path past(LocalId id) {
        int number = 1;
        while (Files.exists(of(id).resolve("run." + number))) {
            number++;
        }
        return of(id).resolve("run." + number);
    }

    Path stdout(StoredJob job, LocalId id) {
        return output(job, id, job.stdoutPath(), "stdout");
    }

    Path stderr(StoredJob job, LocalId id) {
        return output(job, id, job.stderrPath(), "stderr");
    }

    private Path output(StoredJob job, LocalId id, Optional<String> path, String standard) {
        return path.map(text -> Path.of(job.directory()).resolve(expanded(text, id)).normalize())
                .orElseGet(() -> attempt(id).directory().resolve(standard));
    }

    private static String expanded(String path, LocalId id) {
        return PLACEHOLDER
                .matcher(path)
                .replaceAll(found ->
                        switch (found.group()) {
                            case "%j" -> Long.toString(id.job());
                            case "%a" -> Integer.toString(id.task().orElse(0));
                            default -> "%";
                        });
    }
}
