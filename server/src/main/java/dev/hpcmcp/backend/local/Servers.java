package dev.hpcmcp.backend.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which servers look after the queue right now: one file each. Runners read it when their job has
 * ended.
 */
final class Servers {
    private final Path directory;
    private final ProcessTable processes;
    private final Identity self;

    Servers(Path spool, ProcessTable processes) {
        this.directory = spool.resolve("servers");
        this.processes = processes;
        this.self = processes.self();
    }

    void enter() throws IOException {
        forgetTheDead();
        PrivateFiles.write(mine(), self + "\n");
    }

    void leave() throws IOException {
        Files.deleteIfExists(mine());
    }

    private Path mine() {
        return directory.resolve(Long.toString(self.pid()));
    }

    private void forgetTheDead() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String text = Files.readString(file, StandardCharsets.UTF_8).strip();
                if (Identity.parse(text).filter(processes::alive).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
