package dev.hpcmcp.backend.local;

import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a job can run in a directory and write to a file; what is wrong in words, or nothing. */
final class OutputPlace {
    private OutputPlace() {}

    static String directoryProblem(Path directory) {
        if (!directory.isAbsolute()) {
            return "is not an absolute path";
        }
        if (!Files.exists(directory)) {
            return "does not exist";
        }
        if (!Files.isDirectory(directory)) {
            return "is not a directory";
        }
        return Files.isWritable(directory) && Files.isExecutable(directory)
                ? ""
                : "cannot be written to";
    }

    static String fileProblem(Path file) {
        if (Files.isDirectory(file)) {
            return "is a directory";
        }
        if (Files.exists(file)) {
            return Files.isWritable(file) ? "" : "cannot be written to";
        }
        Path parent = file.toAbsolutePath().normalize().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            return "lies in a directory that does not exist";
        }
        return Files.isWritable(parent) ? "" : "lies in a directory that cannot be written to";
    }
}
