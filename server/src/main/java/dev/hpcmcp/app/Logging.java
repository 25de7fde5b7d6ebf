package dev.hpcmcp.app;

import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Logs go to standard error (what a person should know now) and to a rotating file (what happened).
 * The JDK's own console handler and formatter are not used: making them costs a seventh of the
 * start, whether or not anything is logged.
 */
public final class Logging {
    /**
     * What they tell of each request is what strangers sent. Kept here: the JDK forgets loggers.
     */
    private static final List<Logger> OTHERS =
            List.of(Logger.getLogger("io.modelcontextprotocol"), Logger.getLogger("org.apache"));

    /** Called by the JDK in place of reading its logging configuration from a file. */
    public Logging() {}

    static void setUp(Path folder) {
        System.setProperty("java.util.logging.config.class", Logging.class.getName());
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        OTHERS.forEach(other -> other.setLevel(Level.WARNING));
        root.addHandler(new LogErr());
        root.addHandler(new LogFile(folder));
    }
}
