package dev.hpcmcp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteCredentialTest extends CredentialContract {
    @TempDir private Path folder;

    @Override
    String fresh() {
        return "jdbc:sqlite:" + folder.resolve("store.db");
    }

    @Test
    void lookingForACredentialMakesNoDatabase() {
        assertThat(shelf().find("alice", "lab")).isEmpty();
        assertThat(shelf().remove("alice", "lab")).isFalse();
        assertThat(shelf().all()).isEmpty();
        assertThat(folder.resolve("store.db")).doesNotExist();
    }

    @Test
    void aBrokenDatabaseIsSaidAndIsNotTakenForAnEmptyOne() throws Exception {
        Files.writeString(folder.resolve("store.db"), "this is no database, whatever it is called");
        assertThatThrownBy(() -> shelf().find("alice", "lab"))
                .isInstanceOfSatisfying(
                        HpcException.class,
                        e -> assertThat(e.failure()).isInstanceOf(Failure.Unreachable.class));
    }
}
