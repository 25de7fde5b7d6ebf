package dev.hpcmcp.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * A rotating log file that is opened by the first line, so that a start which logs nothing pays
 * nothing.
 */
final class LogFile extends Handler {
    private static final int BYTES = 5 << 20;
    private static final int FILES = 3;

    private final Path folder;
    private @Nullable FileHandler file;
    private boolean given;

    LogFile(Path folder) {
        this.folder = folder;
        setLevel(Level.INFO);
    }

    @Override
    public synchronized void publish(LogRecord line) {
        if (!given) {
            given = true;
            open();
        }
        if (file != null) {
            file.publish(line);
        }
    }

    /**
     * Without a file there is still standard error: a log that cannot be kept must not stop the
     * server.
     */
    private void open() {
        try {
            Files.createDirectories(folder);
            file = new FileHandler(folder + "/hpc-mcp.%g.%u.log", BYTES, FILES, true);
            file.setFormatter(new LogLine());
        } catch (IOException e) {
            reportError("no log file in " + folder, null, ErrorManager.OPEN_FAILURE);
        }
    }

    @Override
    public synchronized void flush() {
        if (file != null) {
            file.flush();
        }
    }

    @Override
    public synchronized void close() {
        if (file != null) {
            file.close();
        }
    }
}
