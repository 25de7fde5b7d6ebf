package dev.hpcmcp.backend.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The unfinished jobs: one empty file each, in the directory of its {@link Place}. Looking at these
 * is nearly free however many jobs have finished, and a move between them is one atomic rename. The
 * few that have a priority have a file with it in a directory beside these. All changes happen
 * under the spool's lock.
 */
final class Index {
    static final String PRIORITIES = "priority";

    private final Path spool;

    Index(Path spool) {
        this.spool = spool;
    }

    Standing standing() throws IOException {
        Map<LocalId, Integer> priorities = new HashMap<>();
        each(PRIORITIES, id -> priorities.put(id, priority(id)));
        TreeMap<LocalId, Standing.Entry> entries = new TreeMap<>();
        for (Place place : Place.values()) {
            each(
                    place.directory(),
                    id ->
                            entries.put(
                                    id,
                                    new Standing.Entry(id, place, priorities.getOrDefault(id, 0))));
        }
        return new Standing(entries);
    }

    private void each(String directory, Consumer<LocalId> seen) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(spool.resolve(directory))) {
            for (Path file : files) {
                LocalId.parse(String.valueOf(file.getFileName())).ifPresent(seen);
            }
        }
    }

    /** A priority that cannot be read counts as none: it must not stop the others. */
    private int priority(LocalId id) {
        try {
            return Integer.parseInt(
                    Files.readString(priorityFile(id), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException unreadable) {
            return 0;
        }
    }

    void add(LocalId id, Place place) throws IOException {
        PrivateFiles.write(file(id, place), "");
    }

    void move(LocalId id, Place from, Place to) throws IOException {
        Files.move(file(id, from), file(id, to), StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(LocalId id, Place place) throws IOException {
        Files.deleteIfExists(file(id, place));
        Files.deleteIfExists(priorityFile(id));
    }

    void prioritise(LocalId id, int priority) throws IOException {
        if (priority == 0) {
            Files.deleteIfExists(priorityFile(id));
        } else {
            PrivateFiles.write(priorityFile(id), Integer.toString(priority));
        }
    }

    private Path file(LocalId id, Place place) {
        return spool.resolve(place.directory()).resolve(id.toString());
    }

    private Path priorityFile(LocalId id) {
        return spool.resolve(PRIORITIES).resolve(id.toString());
    }
}
