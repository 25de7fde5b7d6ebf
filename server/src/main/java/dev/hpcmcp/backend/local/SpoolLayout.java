package dev.hpcmcp.backend.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The directories a spool is made of. */
final class SpoolLayout {
    private static final Set<String> OURS = ours();

    private final Path root;

    SpoolLayout(Path root) {
        this.root = root;
    }

    /** Makes the directories that are missing, open to nobody else. */
    void prepare() throws IOException {
        if (!Files.isDirectory(root)) {
            PrivateFiles.directories(root);
        } else if (!Files.isDirectory(root.resolve("jobs"))) {
            adopt();
        }
        for (Place place : Place.values()) {
            make(place.directory());
        }
        make(Index.PRIORITIES);
        make("servers");
        make("jobs");
    }

    private static Set<String> ours() {
        Set<String> names = new HashSet<>(Set.of(Index.PRIORITIES, "servers", "jobs"));
        for (Place place : Place.values()) {
            names.add(place.directory());
        }
        return names;
    }

    private void make(String name) throws IOException {
        if (!Files.isDirectory(root.resolve(name))) {
            PrivateFiles.directories(root.resolve(name));
        }
    }

    /**
     * Only a directory that is empty, or that another process is just making a spool of, becomes
     * one: closing one that serves others would harm them.
     */
    private void adopt() throws IOException {
        try (DirectoryStream<Path> content = Files.newDirectoryStream(root)) {
            for (Path entry : content) {
                if (!OURS.contains(entry.getFileName().toString())) {
                    throw new IOException("there is something else in it");
                }
            }
        }
        Files.setPosixFilePermissions(root, PrivateFiles.OWNER_ONLY);
    }
}
