package dev.hpcmcp.backend.local;

import dev.hpcmcp.spec.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** The jobs of the spool, finished or not: one folder each. */
final class JobStore {
    private static final int REMEMBERED = 500;

    private final Folders folders;
    private final Path sequence;
    private final Map<Long, StoredJob> remembered =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, StoredJob> eldest) {
                    return size() > REMEMBERED;
                }
            };

    JobStore(Path spool) {
        this.folders = new Folders(spool);
        this.sequence = spool.resolve("sequence");
    }

    Folders folders() {
        return folders;
    }

    /** Ids only grow, also when the jobs they were given to are forgotten. */
    long nextNumber() throws IOException {
        long last = 0;
        try {
            last = Long.parseLong(Files.readString(sequence, StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException | NumberFormatException lost) {
            last = numbers().stream().findFirst().orElse(0L);
        }
        Path next = sequence.resolveSibling(".sequence");
        PrivateFiles.write(next, Long.toString(last + 1));
        Files.move(next, sequence, StandardCopyOption.ATOMIC_MOVE);
        return last + 1;
    }

    /** Adds a job whole or not at all. */
    void add(StoredJob job, Optional<String> script, Entering entering) throws IOException {
        Path folder = Files.createTempDirectory(folders.jobs(), OldJobs.HALF_MADE);
        try {
            PrivateFiles.write(folder.resolve("job.json"), Stored.MAPPER.writeValueAsBytes(job));
            if (script.isPresent()) {
                Path file =
                        Files.createFile(
                                folder.resolve("script"),
                                PosixFilePermissions.asFileAttribute(PrivateFiles.OWNER_ONLY));
                Files.writeString(file, script.get());
            }
            // First the entry: one without a job is cleaned away, a job without an entry would
            // count as finished.
            entering.enter();
            Files.move(folder, folders.of(job.number()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException broken) {
            OldJobs.delete(folder);
            throw broken;
        }
    }

    /** Puts the job on the list of the unfinished. */
    interface Entering {
        void enter() throws IOException;
    }

    Optional<StoredJob> load(long number) throws IOException {
        synchronized (remembered) {
            if (!Files.exists(folders.of(number))) {
                remembered.remove(number);
                return Optional.empty();
            }
            Optional<StoredJob> known = Optional.ofNullable(remembered.get(number));
            if (known.isPresent()) {
                return known;
            }
        }
        Optional<StoredJob> read = read(folders.of(number).resolve("job.json"), StoredJob.class);
        synchronized (remembered) {
            read.ifPresent(job -> remembered.put(number, job));
        }
        return read;
    }

    /** How one ended that has no attempt to tell of it. */
    Optional<End> end(LocalId id) throws IOException {
        return read(folders.of(id).resolve("end.json"), End.class);
    }

    void writeEnd(LocalId id, End end) throws IOException {
        Path folder = PrivateFiles.directories(folders.of(id));
        Path next = folder.resolve(".end");
        PrivateFiles.write(next, Stored.MAPPER.writeValueAsBytes(end));
        Files.move(next, folder.resolve("end.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Puts the past away so that it can run again. */
    void reopen(LocalId id) throws IOException {
        Files.deleteIfExists(folders.of(id).resolve("end.json"));
        Path run = folders.attempt(id).directory();
        if (Files.exists(run)) {
            Files.move(run, folders.past(id), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        try {
            return Optional.of(Stored.MAPPER.readValue(Files.readAllBytes(file), type));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (StreamReadException | MismatchedInputException unreadable) {
            // One damaged file must not stop all the others.
            return Optional.empty();
        }
    }

    /** All jobs there are, newest first. */
    List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folders.jobs(), "[0-9]*")) {
            for (Path folder : all) {
                LocalId.parse(String.valueOf(folder.getFileName()))
                        .ifPresent(id -> numbers.add(id.job()));
            }
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers;
    }

    /** The age of a job's folder is the time since the job's last end. */
    void touch(LocalId id, Instant now) throws IOException {
        Files.setLastModifiedTime(folders.of(id.job()), FileTime.from(now));
    }

    /** Made when the first job is read or written, not when a server starts. */
    private static final class Stored {
        /** Reads what other versions of this program wrote, too. */
        static final JsonMapper MAPPER =
                Json.MAPPER
                        .rebuild()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
    }
}
