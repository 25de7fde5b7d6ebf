package dev.hpcmcp.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteBudgetTest extends BudgetContract {
    @TempDir private Path folder;

    @Override
    String fresh() {
        return "jdbc:sqlite:" + folder.resolve("store.db");
    }
}
