package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {
    @TempDir private Path folder;

    @Override
    String fresh() {
        return "jdbc:sqlite:" + folder.resolve("state/store.db");
    }

    @Test
    void isItsOwnersOnly() throws Exception {
        submit(server(), HELLO);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("state/store.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aLookMakesNoDatabase() {
        fake.submit(dev.hpcmcp.port.Callers.ALICE, HELLO);
        server().list(dev.hpcmcp.port.Callers.ALICE, dev.hpcmcp.model.JobQuery.all(10));
        assertThat(folder.resolve("state")).doesNotExist();
    }
}
