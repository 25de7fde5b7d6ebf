package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTokenShelfTest extends TokenShelfContract {
    @TempDir private Path folder;

    @Override
    String fresh() {
        return "jdbc:sqlite:" + folder.resolve("store.db");
    }

    @Test
    void lookingForATokenMakesNoDatabase() {
        assertThat(ledger().tokens().find("abcdefghij")).isEmpty();
        assertThat(folder.resolve("store.db")).doesNotExist();
    }

    @Test
    void aBrokenDatabaseIsSaidAndIsNotTakenForAnEmptyOne() throws Exception {
        Files.writeString(folder.resolve("store.db"), "this is no database, whatever it is called");
        assertThatThrownBy(() -> ledger().tokens().find("abcdefghij"))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e -> assertThat(e.failure()).isInstanceOf(Failure.Unreachable.class));
    }
}
