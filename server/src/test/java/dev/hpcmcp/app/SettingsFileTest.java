package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir private Path folder;

    @Test
    void readsAnIdentityProviderAndShowsNoSecretOfIt() throws IOException {
        Settings settings =
                read(
                        """
                        http:
                          public-url: https://hpc.example.org/mcp
                          oauth:
                            issuer: https://idp.example.org
                            introspection: {client-id: hpc, client-secret: "${ALICE_TOKEN}"}
                        """);
        var http = settings.http().orElseThrow();
        var oauth = http.oauth().orElseThrow().settings(http.publicUrl().orElseThrow());
        assertThat(oauth.audience()).isEqualTo("https://hpc.example.org/mcp");
        assertThat(oauth.subjectClaim()).isEqualTo("sub");
        assertThat(oauth.accounts()).isFalse();
        String secret = oauth.introspection().orElseThrow().clientSecret().reveal();
        assertThat(settings + " " + oauth).doesNotContain(secret);
    }

    @Test
    void accountsNeedAClaimThatNamesThem() {
        assertThatThrownBy(() ->
                        read(
                                "http: {oauth: {issuer: 'https://idp.example.org', accounts:"
                                        + " true}}"))
                .hasMessageContaining("subject-claim");
    }

    @Test
    void readsWhatDesignSays() throws IOException {
        Settings settings =
                read(
                        """
                        clusters:
                          - {id: here, kind: local, slots: 4}
                        toolsets: [clusters, jobs]
                        read-only: true
                        local-files: ~/exchange
                        http:
                          port: 0
                          tokens:
                            - {token: "${ALICE_TOKEN}", subject: alice, scopes: ["jobs:read"], clusters: [here]}
                        """);

        assertThat(settings.clusters())
                .singleElement()
                .extracting(ClusterSettings::id)
                .isEqualTo("here");
        assertThat(settings.toolsets().orElseThrow())
                .containsExactlyInAnyOrder(Toolset.CLUSTERS, Toolset.JOBS);
        assertThat(settings.readOnly()).isTrue();
        assertThat(settings.localFiles()).contains("~/exchange");
        assertThat(settings.http().orElseThrow().port()).contains(0);
        assertThat(settings.http().orElseThrow().tokens().getFirst().scopes())
                .containsExactly(Scope.JOBS_READ);
        assertThat(settings.http().orElseThrow().tokens().getFirst().token())
                .isEqualTo("0123456789abcdef");
    }

    @Test
    void theSampleThatInitWritesIsRight() throws IOException {
        try (var sample = SettingsFileTest.class.getResourceAsStream("/config.yml")) {
            assertThat(
                            read(new String(
                                            sample.readAllBytes(),
                                            java.nio.charset.StandardCharsets.UTF_8))
                                    .clusters())
                    .hasSize(1);
        }
    }

    @Test
    void anEmptyFileIsNoConfiguration() throws IOException {
        assertThat(read("").clusters()).isEmpty();
        assertThat(read("# nothing\n").clusters()).isEmpty();
    }

    @Test
    void anUnknownKeyIsNamedWithItsLineAndTheNearestKnownOne() {
        assertThatThrownBy(() -> read("clusters:\n  - id: a\n    kind: local\n    slot: 4\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("config.yml, line 4: ")
                .hasMessageContaining("unknown key slot; did you mean slots?");
    }

    @Test
    void brokenYamlIsNamedWithItsLine() {
        assertThatThrownBy(() -> read("clusters:\n  - id: [a\nhttp: x\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(", line ");
    }

    @Test
    void aWrongValueIsNamedWithItsKey() {
        assertThatThrownBy(() -> read("http: {port: many}")).hasMessageContaining("http.port");
        assertThatThrownBy(() -> read("clusters: [{id: 'A B', kind: local}]"))
                .hasMessageContaining("a cluster's id has up to 40 small letters");
        assertThatThrownBy(() -> read("clusters: [{id: a, kind: nope}]"))
                .hasMessageContaining("there is no kind nope; this version knows local");
        assertThatThrownBy(() -> read("clusters: [{kind: local}]")).hasMessageContaining("id");
        assertThatThrownBy(() -> read("clusters: [{id: a, kind: local}, {id: a, kind: local}]"))
                .hasMessageContaining("two clusters have the id a");
    }

    @Test
    void aVariableThatIsNotSetStopsTheStart() {
        assertThatThrownBy(() -> read("http: {host: '${NO_SUCH}'}"))
                .hasMessageContaining("the environment variable NO_SUCH is not set");
    }

    @Test
    void aFileCanHoldASecret() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef-from-file\n");

        Settings settings =
                read(
                        "http: {tokens: [{token: '${file:%s}', subject: a, scopes: []}]}"
                                .formatted(secret));

        assertThat(settings.http().orElseThrow().tokens().getFirst().token())
                .isEqualTo("0123456789abcdef-from-file");
        assertThat(settings.toString()).doesNotContain("0123456789abcdef");
    }

    @Test
    void theStoreIsAFileAtHomeUnlessSaidOtherwise() throws IOException {
        String home = System.getProperty("user.home");
        assertThat(Settings.StorePart.NONE.settings().url())
                .isEqualTo("jdbc:sqlite:" + home + "/.local/state/hpc-mcp/store.db");
        Settings.StorePart said =
                read("store: {url: 'jdbc:sqlite:~/x.db', keep-days: 7}").store().orElseThrow();
        assertThat(said.settings().url()).isEqualTo("jdbc:sqlite:" + home + "/x.db");
        assertThat(said.settings().keep()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void aStoreMayHaveAPasswordAndNeverShowsIt() throws IOException {
        Settings settings =
                read(
                        "store: {url: 'jdbc:postgresql://me:hidden1@db/jobs?password=${ALICE_TOKEN}'}");
        assertThat(settings.store().orElseThrow().settings().url()).contains("0123456789abcdef");
        assertThat(settings.toString())
                .contains("jdbc:postgresql://db/jobs")
                .doesNotContain("0123456789abcdef")
                .doesNotContain("hidden1");
    }

    @Test
    void aStoreThatIsNoneIsNamedWithItsLine() {
        assertThatThrownBy(() -> read("store: {url: 'mysql:x'}"))
                .hasMessageContaining("line 1")
                .hasMessageContaining("begins with jdbc:sqlite: or jdbc:postgresql:");
        assertThatThrownBy(() -> read("store: {keep-days: 0}"))
                .hasMessageContaining("keep-days is at least 1");
    }

    @Test
    void aMissingFileSaysHowToMakeOne() {
        assertThatThrownBy(() -> SettingsFile.read(folder.resolve("nope.yml"), Map.of()))
                .hasMessageContaining("there is no such file. hpc-mcp init writes one");
    }

    @Test
    void theNamedFileComesBeforeTheEnvironmentAndTheUsualOne() {
        Map<String, String> environment = Map.of("HPC_MCP_CONFIG", "/from/environment.yml");

        assertThat(Paths.config(Optional.of(Path.of("named.yml")), environment))
                .contains(Path.of("named.yml"));
        assertThat(Paths.config(Optional.empty(), environment))
                .contains(Path.of("/from/environment.yml"));
    }

    private Settings read(String text) throws IOException {
        return SettingsText.read(folder, text);
    }
}
