package dev.hpcmcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private static final Credential TOKEN =
            Credential.of(Credential.Kind.TOKEN, Secret.of("planted"));

    @TempDir private Path folder;
    private final FakeCredentials shelf = new FakeCredentials();
    private Path path = Path.of("");

    @BeforeEach
    void place() {
        path = folder.resolve("state/vault.key");
    }

    private SealedVault vault() {
        KeyFile file = new KeyFile(path);
        return new SealedVault(() -> shelf, file::ring, _ -> Optional.empty(), new MovingClock());
    }

    @Test
    void theFirstCredentialMakesAKeyThatOnlyItsOwnerCanRead() throws IOException {
        assertThat(vault().find("alice", "lab")).isEmpty();
        assertThat(path).doesNotExist();
        vault().put("alice", "lab", TOKEN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(vault().find("alice", "lab")).contains(TOKEN);
    }

    @Test
    void aKeyFileThatOthersCanReadIsRefused() throws IOException {
        vault().put("alice", "lab", TOKEN);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> vault().find("alice", "lab"))
                .isInstanceOf(HpcException.class)
                .hasMessageContaining("open to others: run chmod 600 ");
    }

    @Test
    void aDamagedKeyFileIsSaidAndNotReplaced() throws IOException {
        vault().put("alice", "lab", TOKEN);
        Files.writeString(path, "planted\n");
        assertThatThrownBy(() -> vault().put("bob", "lab", TOKEN))
                .isInstanceOf(HpcException.class)
                .hasMessageContaining("32 bytes")
                .hasMessageNotContaining("planted");
        Files.writeString(path, "\n");
        assertThatThrownBy(() -> vault().put("bob", "lab", TOKEN))
                .isInstanceOf(HpcException.class)
                .hasMessageContaining("it is empty");
    }

    @Test
    void rotatingPutsANewKeyFirstAndTheOldOneGoesWhenNothingNeedsIt() throws IOException {
        vault().put("alice", "lab", TOKEN);
        String first = Files.readString(path);
        new KeyFile(path).rotate(vault()::uses);
        assertThat(Files.readAllLines(path)).hasSize(2).last().isEqualTo(first.strip());
        assertThat(vault().find("alice", "lab")).contains(TOKEN);
        assertThat(vault().reseal().done()).isOne();
        new KeyFile(path).rotate(vault()::uses);
        assertThat(Files.readString(path)).doesNotContain(first.strip());
        assertThat(vault().find("alice", "lab")).contains(TOKEN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }
}
