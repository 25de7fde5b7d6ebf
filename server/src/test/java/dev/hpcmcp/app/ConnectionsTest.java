package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.app.http.connect.Connectable;
import dev.hpcmcp.auth.Credential.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which clusters of a configuration people connect, and with what. */
class ConnectionsTest {
    @TempDir private Path folder;

    private Settings settings(String text) throws IOException {
        return SettingsFile.read(Files.writeString(folder.resolve("config.yml"), text), Map.of());
    }

    private Connectable connectable(String cluster) throws IOException {
        return found(cluster).orElseThrow();
    }

    private Optional<Connectable> found(String cluster) throws IOException {
        ClusterSettings only = settings("clusters: [" + cluster + "]").clusters().getFirst();
        return Connections.connectable(only, List.of());
    }

    @Test
    void aClusterTakesWhatItsBackendTakes() throws IOException {
        Connectable slurm =
                connectable("{id: lab, kind: slurm, url: 'http://h:6820', credentials: per-user}");
        assertThat(slurm.kinds()).containsExactly(Kind.TOKEN);
        assertThat(slurm.named()).isTrue();
        assertThat(slurm.address()).isEqualTo("http://h:6820");
        assertThat(
                        connectable("{id: c, kind: skaha, url: 'https://h', credentials: per-user}")
                                .kinds())
                .containsExactlyInAnyOrder(Kind.CERTIFICATE, Kind.TOKEN, Kind.COOKIE);
        assertThat(
                        connectable("{id: g, kind: s9s, url: 'https://h', credentials: per-user}")
                                .kinds())
                .containsExactlyInAnyOrder(Kind.API_KEY, Kind.TOKEN);
    }

    @Test
    void aClusterThatNeedsNoSignInOfTheirsIsNotThere() throws IOException {
        assertThat(found("{id: here, kind: local}")).isEmpty();
        assertThat(found("{id: lab, kind: slurm, url: 'http://h:6820', jwt-key-file: /k}"))
                .isEmpty();
        assertThat(found("{id: g, kind: s9s, url: 'https://h', token: everybodys}")).isEmpty();
    }

    @Test
    void aClientSecretNeedsTheClientItIsOf() {
        assertThatThrownBy(() ->
                        settings("http: {oauth: {issuer: 'https://i.example', client-secret: s}}"))
                .hasMessageContaining("client-secret needs client-id");
    }
}
