package dev.hpcmcp.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit as lines of JSON, for those who collect logs. It is opened anew each time, so that it
 * can be moved away at any moment.
 */
final class AuditFile {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);

    private final Path path;
    private boolean broken;

    AuditFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    void append(List<Link> links) {
        String lines = links.stream().map(link -> link.json() + "\n").collect(Collectors.joining());
        Apart.run(() -> write(lines));
    }

    private void write(String lines) {
        try {
            make();
            Files.writeString(path, lines, StandardOpenOption.APPEND);
            broken = false;
        } catch (IOException e) {
            if (!broken) {
                LOG.warn("{} cannot be written: the audit is in the store only", path, e);
            }
            broken = true;
        }
    }

    private void make() throws IOException {
        if (Files.exists(path)) {
            return;
        }
        Files.createDirectories(path.getParent());
        try {
            Files.createFile(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException other) {
            // Another server made it in this moment.
        }
    }
}
