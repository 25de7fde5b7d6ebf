package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.backend.s9s.S9sSettings;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S9sConfigurationTest {
    @TempDir private Path directory = Path.of(".");

    private Settings read(String yaml) throws Exception {
        Path file = directory.resolve("config.yml");
        Files.writeString(file, yaml);
        return SettingsFile.read(file, Map.of("KEY", "k3y-of-alice"));
    }

    private S9sSettings s9s(String cluster) throws Exception {
        Settings settings =
                read(
                        "clusters: [{id: lab, kind: s9s, url: 'https://h.example/api/v1', "
                                + cluster
                                + "}]");
        assertThat(settings.toString()).doesNotContain("k3y-of-alice").doesNotContain("hush");
        return RemoteClusters.s9s(
                (ClusterSettings.S9s) settings.clusters().getFirst(), RemoteClusters.NOBODYS);
    }

    @Test
    void everySettingArrivesAndNoSecretShows() throws Exception {
        S9sSettings settings =
                s9s(
                        "title: Lab, api-key: '${KEY}', user: alice, scripts: text, report-recipients: [a@example.org], timeout: 9, poll-floor: 3, requests-per-minute: 12");

        assertThat(settings.accounts().apply(Callers.ALICE).credential())
                .isEqualTo(new S9sSettings.ApiKey(Secret.of("k3y-of-alice")));
        assertThat(settings.title()).isEqualTo("Lab");
        assertThat(settings.accounts().apply(Callers.ALICE).user()).contains("alice");
        assertThat(settings.scriptText()).isTrue();
        assertThat(settings.reportRecipients()).isEqualTo(Set.of("a@example.org"));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(settings.pollFloor()).isEqualTo(Duration.ofSeconds(3));
        assertThat(
                        s9s("client-id: me, client-secret: hush")
                                .accounts()
                                .apply(Callers.ALICE)
                                .credential())
                .isEqualTo(new S9sSettings.Client("me", Secret.of("hush")));
        assertThat(s9s("token: hush").accounts().apply(Callers.ALICE).credential())
                .isEqualTo(new S9sSettings.Token(Secret.of("hush")));
    }

    @Test
    void whatDoesNotGoTogetherStopsTheStart() {
        assertThatThrownBy(() -> s9s("token: a, api-key: b")).hasMessageContaining("only one");
        assertThatThrownBy(() -> s9s("user: a")).hasMessageContaining("needs a token");
        assertThatThrownBy(() -> s9s("client-id: a")).hasMessageContaining("go together");
        assertThatThrownBy(() -> s9s("token: 'a b'")).hasMessageContaining("no spaces");
        assertThatThrownBy(() -> s9s("token: a, timeout: 0")).hasMessageContaining("at least 1");
    }
}
