package dev.hpcmcp.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStopsTest extends StopsContract {
    @TempDir private Path folder;

    @Override
    String fresh() {
        return "jdbc:sqlite:" + folder.resolve("state/store.db");
    }
}
