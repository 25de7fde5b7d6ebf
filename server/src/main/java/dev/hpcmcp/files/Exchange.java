package dev.hpcmcp.files;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The one directory of this machine that tools put files into and take files from. Each caller has
 * a part of it and never leaves that; without a directory in the configuration there is none.
 */
public final class Exchange {
    private static final int LONGEST = 500;
    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789-_@.";

    private final Optional<Path> directory;

    public Exchange(Optional<Path> directory) {
        this.directory = directory;
    }

    public static Exchange closed() {
        return new Exchange(Optional.empty());
    }

    /**
     * Where a new file of this name goes; its parents are made.
     *
     * @param name relative to the caller's part, or absolute within it
     * @throws HpcException {@code Conflict} if something has that name already
     */
    public Path target(Caller caller, String name) {
        Path path = within(caller, name);
        Path own = own(caller);
        try {
            makeParents(own, own.relativize(path));
        } catch (IOException e) {
            throw HpcException.invalid("path", "its directory cannot be made");
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new HpcException(
                    new Failure.Conflict(
                            "a file of that name is there already: choose another path"));
        }
        return path;
    }

    /** An existing plain file of the caller's. */
    public Path source(Caller caller, String name) {
        Path path = within(caller, name);
        try {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    || !path.toRealPath().startsWith(own(caller))) {
                throw new HpcException(new Failure.NotFound("file", name));
            }
        } catch (IOException e) {
            throw new HpcException(new Failure.NotFound("file", name), e);
        }
        return path;
    }

    private Path within(Caller caller, String name) {
        if (name.isBlank()
                || name.length() > LONGEST
                || name.chars().anyMatch(Character::isISOControl)) {
            throw HpcException.invalid("path", "it is a plain file name of up to 500 characters");
        }
        Path own = own(caller);
        Path path = own.resolve(name).normalize();
        if (!path.startsWith(own) || path.equals(own)) {
            throw leaving();
        }
        return path;
    }

    private static HpcException leaving() {
        return HpcException.invalid(
                "path", "it leads out of your directory", "a relative path without '..'");
    }

    private Path own(Caller caller) {
        Path root =
                directory.orElseThrow(() ->
                        new HpcException(
                                new Failure.NotAllowed(
                                        "files on this server's machine; its configuration names a directory for them under local-files",
                                        Optional.empty())));
        try {
            Files.createDirectories(root);
            Path own = root.toRealPath().resolve(name(caller));
            if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(
                        own,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of local-files cannot be used", e);
        }
    }

    private static void makeParents(Path own, Path name) throws IOException {
        Path here = own;
        for (int i = 0; i < name.getNameCount() - 1; i++) {
            here = here.resolve(name.getName(i));
            if (Files.isSymbolicLink(here)) {
                throw leaving();
            }
            if (!Files.isDirectory(here)) {
                Files.createDirectory(here);
            }
        }
    }

    /** A subject as a file name: no two share one, not even where case is not told apart. */
    private static String name(Caller caller) {
        StringBuilder name = new StringBuilder();
        for (byte b : caller.subject().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = PLAIN.indexOf(b) >= 0 && (b != '.' || !name.isEmpty());
            name.append(plain ? String.valueOf((char) b) : "%%%02x".formatted(b & 0xff));
        }
        return name.toString();
    }
}
