package dev.hpcmcp.backend.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.TreeMap;

/**
 * The unfinished jobs: one small file each, in the directory of its {@link Place}. Looking at these
 * is nearly free however many jobs have finished, and a move between them is one atomic rename. The
 * file holds the priority; empty means 0. All changes happen under the spool's lock.
 */
final class Index {
    private final Path spool;

    Index(Path spool) {
        this.spool = spool;
    }

    Standing standing() throws IOException {
        TreeMap<LocalId, Standing.Entry> entries = new TreeMap<>();
        for (Place place : Place.values()) {
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(spool.resolve(place.directory()))) {
                for (Path file : files) {
                    LocalId.parse(String.valueOf(file.getFileName()))
                            .ifPresent(id ->
                                    entries.put(id, new Standing.Entry(id, place, priority(file))));
                }
            }
        }
        return new Standing(entries);
    }

    /** A priority that cannot be read counts as none: it must not stop the others. */
    private static int priority(Path file) {
        try {
            return Files.size(file) == 0
                    ? 0
                    : Integer.parseInt(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException unreadable) {
            return 0;
        }
    }

    void add(LocalId id, Place place, int priority) throws IOException {
        PrivateFiles.write(file(id, place), priority == 0 ? "" : Integer.toString(priority));
    }

    void move(LocalId id, Place from, Place to) throws IOException {
        Files.move(file(id, from), file(id, to), StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(LocalId id, Place place) throws IOException {
        Files.deleteIfExists(file(id, place));
    }

    /** False if it is not there to be changed. */
    boolean prioritise(LocalId id, Place place, int priority) throws IOException {
        try {
            Path changed = spool.resolve(".priority");
            PrivateFiles.write(changed, Integer.toString(priority));
            if (!Files.exists(file(id, place))) {
                return false;
            }
            Files.move(changed, file(id, place), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private Path file(LocalId id, Place place) {
        return spool.resolve(place.directory()).resolve(id.toString());
    }
}
