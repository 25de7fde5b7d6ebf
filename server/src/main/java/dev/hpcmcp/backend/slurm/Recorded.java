package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.files.ProgressFile;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What jobs write of their progress, where this process can see it. When a job is submitted it has
 * no number yet, so the file has the name of the mark in its comment, and lies where the job runs.
 * The tasks of an array would all write into one, so they have none.
 */
final class Recorded {
    private static final String ENDING = ".progress";

    private Recorded() {}

    /** The request with the variable that tells the job where to write. */
    static JobRequest told(JobRequest request, String directory) {
        Optional<String> mark = request.requestId().filter(Comments::isMark);
        if (mark.isEmpty() || request.array().isPresent()) {
            return request;
        }
        Map<String, String> environment = new LinkedHashMap<>(request.environment());
        environment.putIfAbsent(ProgressFile.VARIABLE, file(directory, mark.get()).toString());
        return request.change().environment(environment).build();
    }

    private static Path file(String directory, String mark) {
        return Path.of(directory).resolve(mark + ENDING);
    }

    /** A job that writes nothing readable is one without progress. */
    static Job progressing(Found found) {
        return latest(found)
                .map(progress -> found.job().change().progress(progress).build())
                .orElse(found.job());
    }

    private static Optional<Progress> latest(Found found) {
        try {
            Optional<OwnedFile> file = file(found);
            return file.isEmpty()
                    ? Optional.empty()
                    : file.get().read(path -> new ProgressFile(path).latest());
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    static Curves curves(Found found, CurveQuery query) {
        try {
            Optional<OwnedFile> file = file(found);
            return file.isEmpty()
                    ? none(why(found))
                    : file.get().read(path -> new ProgressFile(path).curves(query));
        } catch (OwnedFile.NotTheirs e) {
            return none("the job's progress file is not read: " + e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            return none("the server cannot read the directory where the job runs");
        }
    }

    private static Optional<OwnedFile> file(Found found) throws IOException {
        Optional<String> directory = found.job().workingDirectory();
        if (found.mark().isEmpty() || directory.isEmpty()) {
            return Optional.empty();
        }
        OwnedFile file = OwnedFile.at(file(directory.get(), found.mark().get()), found.owner());
        return Optional.of(file).filter(OwnedFile::exists);
    }

    private static String why(Found found) {
        if (found.mark().isEmpty()) {
            return "only jobs that were submitted through this server, one by one, can be followed";
        }
        return found.job().array().isPresent() || found.id().task().isPresent()
                ? "tasks of an array are not told where to write their progress"
                : "the job records nothing: it would write JSON lines to the file that $%s names"
                        .formatted(ProgressFile.VARIABLE);
    }

    private static Curves none(String why) {
        return new Curves(List.of(), Optional.of(why));
    }
}
