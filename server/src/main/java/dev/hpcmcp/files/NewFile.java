package dev.hpcmcp.files;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that appears whole under its name or not at all, and takes no other's place. */
public final class NewFile {
    private NewFile() {}

    /** Writes what is to be in it. */
    @FunctionalInterface
    public interface Writing<X extends Exception> {
        void to(OutputStream out) throws IOException, X;
    }

    /**
     * Writes a temporary file beside it and gives that the name; nothing is left of one that fails.
     *
     * @return its size in bytes
     * @throws HpcException {@code Conflict} if the name was taken meanwhile, or the disk is full
     */
    public static <X extends Exception> long write(Path target, Writing<X> writing) throws X {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a file is in a directory");
        }
        try {
            Path made =
                    Files.createTempFile(
                            parent,
                            ".part-",
                            "",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(made))) {
                    writing.to(out);
                }
                long size = Files.size(made);
                name(made, target);
                return size;
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (FileAlreadyExistsException e) {
            throw new HpcException(
                    new Failure.Conflict(
                            "a file of that name is there already: choose another path"),
                    e);
        } catch (IOException e) {
            throw new HpcException(
                    new Failure.Conflict(
                            "the file could not be written on the server's machine: its disk may be full"),
                    e);
        }
    }

    /** A link fails where something is; a move would replace what came meanwhile. */
    private static void name(Path made, Path target) throws IOException {
        try {
            Files.createLink(target, made);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            Files.move(made, target);
        }
    }
}
