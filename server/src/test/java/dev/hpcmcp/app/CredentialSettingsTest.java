package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With whose credentials a cluster is used, as a person writes it. */
class CredentialSettingsTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OIDC =
            "oidc: {issuer: 'https://login.example.org', client-id: gateway, client-secret: hush}";

    @TempDir private Path folder;

    private Settings read(String text) throws IOException {
        return SettingsFile.read(
                Files.writeString(folder.resolve("config.yml"), text), Map.of("KEY", KEY));
    }

    private Settings cluster(String kind, String more) throws IOException {
        return read(
                "clusters: [{id: lab, kind: %s, url: 'https://a.example', %s}]"
                        .formatted(kind, more));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slurm", "skaha", "s9s", "ondemand", "pivot"})
    void everyRemoteClusterCanLeaveItToItsCallers(String kind) throws IOException {
        assertThat(cluster(kind, "credentials: per-user").clusters())
                .allMatch(ClusterSettings::personal);
        assertThat(cluster(kind, "credentials: exchange, " + OIDC).toString())
                .doesNotContain("hush");
        assertThatThrownBy(() -> cluster(kind, "credentials: per-user, token: planted, user: a"))
                .hasMessageContaining("the configuration holds nobody's")
                .hasMessageNotContaining("planted");
        assertThatThrownBy(() -> cluster(kind, "credentials: exchange"))
                .hasMessageContaining("needs oidc");
        assertThatThrownBy(() -> cluster(kind, "token: planted, " + OIDC))
                .hasMessageContaining("oidc goes with credentials");
        assertThatThrownBy(() -> cluster(kind, "credentials: mine"))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void theLocalClusterIsNobodysToSignInAt() {
        assertThatThrownBy(() -> read("clusters: [{id: here, kind: local, credentials: per-user}]"))
                .hasMessageContaining("unknown key credentials");
    }

    @Test
    void theKeyOfTheVaultComesFromElsewhereAndDoesNotShow() throws IOException {
        Settings settings = read("vault: {key: '${KEY}', older-keys: ['${KEY}']}");
        assertThat(settings.vault()).isPresent();
        assertThat(settings.toString()).doesNotContain(KEY);
        assertThatThrownBy(() -> read("vault: {key: ''}")).hasMessageContaining("empty");
        assertThatThrownBy(() -> read("vault: {key: '${KEY}', older-keys: ['planted!']}"))
                .hasMessageContaining("base64")
                .hasMessageNotContaining("planted");
    }

    @Test
    void aDatabaseThatSeveralShareNeedsAKeyThatTheyShareToo() throws IOException {
        String lab =
                """
                clusters: [{id: lab, kind: slurm, url: 'https://a.example', credentials: per-user}]
                store: {url: 'jdbc:postgresql://db.example.org/hpcmcp'}
                """;
        Settings without = read(lab);
        assertThatThrownBy(() -> new Wiring(without, true))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("need vault.key");
        try (Wiring wiring = new Wiring(read(lab + "vault: {key: '${KEY}'}"), true)) {
            assertThat(wiring.backends()).hasSize(1);
        }
    }

    @Test
    void aPublicAddressThatIsNoneIsSaid() throws IOException {
        Settings settings = read("http: {public-url: 'no address'}");
        assertThatThrownBy(() -> new Wiring(settings, true))
                .isInstanceOf(UsageException.class)
                .hasMessage("http.public-url is no address");
    }
}
