package dev.hpcmcp.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditTest extends AuditContract {
    @TempDir private Path folder;

    @Override
    String fresh() {
        return "jdbc:sqlite:" + folder.resolve("state/store.db");
    }
}
