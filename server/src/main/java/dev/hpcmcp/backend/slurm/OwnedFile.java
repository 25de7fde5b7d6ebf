package dev.hpcmcp.backend.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file whose path somebody else chose, so it may name anything: it is only read if it is a
 * regular file that belongs to them, and before and after it is the same one.
 */
record OwnedFile(Path path, long owner) {
    /** It is not what it should be; the message says why. */
    static final class NotTheirs extends IOException {
        private static final long serialVersionUID = 1;

        NotTheirs(String why) {
            super(why);
        }
    }

    @FunctionalInterface
    interface Reading<T> {
        T of(Path file) throws IOException;
    }

    /** The file behind the links of its directories, which have to be there. */
    static OwnedFile at(Path path, long owner) throws IOException {
        Path folder = Optional.ofNullable(path.getParent()).orElse(Path.of("/"));
        return new OwnedFile(folder.toRealPath().resolve(path.getFileName()), owner);
    }

    boolean exists() {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    <T> T read(Reading<T> reading) throws IOException {
        Object before = identity();
        T content = reading.of(path);
        if (!identity().equals(before)) {
            throw new NotTheirs("it was replaced while it was read");
        }
        return content;
    }

    private Object identity() throws IOException {
        Object uid = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                || !(uid instanceof Number number)
                || number.longValue() != owner) {
            throw new NotTheirs("it is not a plain file of the job's owner");
        }
        return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }
}
