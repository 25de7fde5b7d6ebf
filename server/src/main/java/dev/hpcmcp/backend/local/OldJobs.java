package dev.hpcmcp.backend.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Clears away what nobody asks for any more, so that the spool does not grow for ever. */
final class OldJobs {
    /** How the folder of a job begins that is not accepted yet. */
    static final String HALF_MADE = ".new-";

    private final Path jobs;

    OldJobs(Path jobs) {
        this.jobs = jobs;
    }

    /** Forgets jobs that finished before this time, and what a killed server left half made. */
    void forget(Standing standing, Instant before) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(jobs)) {
            for (Path folder : all) {
                String name = String.valueOf(folder.getFileName());
                boolean gone =
                        name.startsWith(HALF_MADE)
                                || LocalId.parse(name)
                                        .map(id -> standing.of(id.job()).isEmpty())
                                        .orElse(false);
                if (gone && Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
                    delete(folder);
                }
            }
        }
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException broken) throws IOException {
                        Files.deleteIfExists(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
