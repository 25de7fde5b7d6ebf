package dev.hpcmcp.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** Opens the database and brings its tables up to date. */
final class Opening {
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Opening() {}

    static Sql open(StoreSettings settings) throws SQLException, IOException {
        if (settings.file().isPresent()) {
            prepare(settings.file().get().toAbsolutePath());
        }
        Connection connection =
                DriverManager.getConnection(
                        settings.url(), settings.isSqlite() ? sqlite() : postgres());
        Sql sql = new Sql(connection);
        try {
            if (settings.isSqlite()) {
                shareable(sql);
            }
            if (!Tables.current(sql)) {
                Tables.migrate(settings);
            }
            return sql;
        } catch (SQLException | RuntimeException broken) {
            connection.close();
            throw broken;
        }
    }

    /** Requests may say things that are nobody else's business on this machine. */
    private static void prepare(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException there) {
            return;
        }
    }

    /**
     * Write-ahead logging stays switched on once it is. The switch itself does not wait for others
     * who use the file, so we do.
     */
    private static void shareable(Sql sql) throws SQLException {
        for (int left = TRIES; ; left--) {
            try {
                if (!sql.setting("pragma journal_mode").equals(Optional.of("wal"))) {
                    sql.setting("pragma journal_mode = wal");
                }
                return;
            } catch (SQLException busy) {
                if (left == 1 || !Pacing.pause(PAUSE)) {
                    throw busy;
                }
            }
        }
    }

    /** Several servers of this machine write to one file: each waits for the others. */
    private static Properties sqlite() {
        Properties properties = new Properties();
        properties.setProperty("synchronous", "NORMAL");
        properties.setProperty("busy_timeout", "10000");
        properties.setProperty("transaction_mode", "IMMEDIATE");
        properties.setProperty("jdbc.get_generated_keys", "false"); // a query after each insert
        return properties;
    }

    private static Properties postgres() {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "15");
        properties.setProperty("ApplicationName", "hpc-mcp");
        return properties;
    }
}
