package dev.hpcmcp.backend.ondemand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A fetched file as a file of ours: nobody's business, and gone when it was read. */
final class Copy {
    private Copy() {}

    @FunctionalInterface
    interface Reading<T> {
        T of(Path file) throws IOException;
    }

    static <T> T read(byte[] bytes, Reading<T> reading) {
        try {
            Path copy = Files.createTempFile("hpc-mcp-", ".copy");
            try {
                Files.write(copy, bytes);
                return reading.of(copy);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
