package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.backend.ondemand.OnDemandSettings;
import dev.hpcmcp.backend.skaha.SkahaSettings;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.spec.Scope;
import dev.hpcmcp.spec.Toolset;
import dev.hpcmcp.watch.Manners;
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
    void readsHowAClusterWantsToBeAsked() throws IOException {
        ClusterSettings cluster =
                read("clusters: [{id: a, kind: local, poll-floor: 2.5,"
                                + " requests-per-minute: 30}]\n")
                        .clusters()
                        .getFirst();

        assertThat(cluster.manners())
                .isEqualTo(new Manners(Optional.of(Duration.ofMillis(2500)), Optional.of(30)));
        assertThatThrownBy(() -> read("clusters: [{id: a, kind: local, poll-floor: 0}]\n"))
                .hasMessageContaining("poll-floor is 0.2 to 3600 seconds");
        assertThatThrownBy(() -> read("clusters: [{id: a, kind: local, requests-per-minute: 0}]\n"))
                .hasMessageContaining("requests-per-minute is at least 1");
    }

    @Test
    void readsASlurmClusterAndShowsNoSecret() throws IOException {
        Settings settings =
                read(
                        """
                        clusters:
                          - {id: lab, kind: slurm, url: "http://127.0.0.1:6820", user: alice, token: "${ALICE_TOKEN}", logs: files}
                          - {id: site, kind: slurm, url: "http://127.0.0.1:6820", jwt-key-file: /etc/slurm/jwt.key, users: [alice], version: v0.0.38, directory: /home/%u, min-job-age: 60, poll-floor: 2, requests-per-minute: 30, timeout: 20}
                        """);
        assertThat(settings.clusters())
                .extracting(ClusterSettings::id)
                .containsExactly("lab", "site");
        assertThat(settings.toString()).doesNotContain("0123456789abcdef");
        try (Wiring wiring = new Wiring(settings)) {
            assertThat(wiring.backends())
                    .extracting(dev.hpcmcp.port.Backend::kind)
                    .containsExactly("slurm", "slurm");
        }
        ClusterSettings.Slurm site = (ClusterSettings.Slurm) settings.clusters().getLast();
        assertThat(site.manners())
                .isEqualTo(new Manners(Optional.of(Duration.ofSeconds(2)), Optional.of(30)));
        assertThat(RemoteClusters.slurm(site, RemoteClusters.NOBODYS).pace())
                .isEqualTo(
                        new dev.hpcmcp.backend.slurm.SlurmSettings.Pace(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(60)));
        String lab = "clusters: [{id: lab, kind: slurm, url: 'http://a', ";
        assertThatThrownBy(() -> read(lab + "user: a}]"))
                .hasMessageContaining("a token or a jwt-key-file");
        assertThatThrownBy(() -> read(lab + "token: abc}]")).hasMessageContaining("the user");
        assertThatThrownBy(() -> read(lab + "jwt-key-file: /k, timeout: 5}]"))
                .hasMessageContaining("at least 15 seconds");
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
    void aTrainingServiceIsSetUpOnPurposeWhereItIsDangerous() throws IOException {
        String pivot = "clusters: [{id: p, kind: pivot, url: '%s'%s}]";
        assertThat(read(pivot.formatted("http://127.0.0.1:8000/api/v1", "")).clusters())
                .singleElement()
                .satisfies(one -> assertThat(one.manners().requestsPerMinute()).contains(60));
        assertThatThrownBy(() -> read(pivot.formatted("http://127.0.0.1.evil.net/api/v1", "")))
                .hasMessageContaining("plain-http: true");
        assertThat(
                        read(pivot.formatted(
                                        "http://lab/api/v1", ", plain-http: true, profile: src"))
                                .clusters())
                .hasSize(1);
        assertThatThrownBy(
                        () -> read(pivot.formatted("https://lab", ", environment: [PYTHONPATH]")))
                .hasMessageContaining("PYTHONPATH");
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
    void aSkahaPlatformHasOneSignInAndShowsNoSecret() throws IOException {
        Settings settings =
                read(
                        """
                        clusters:
                          - id: canfar
                            kind: skaha
                            title: CANFAR Science Platform
                            url: https://ws-uv.canfar.net/skaha
                            token: ${ALICE_TOKEN}
                            registry-user: bob
                            registry-secret: hush-hush
                            poll-floor: 20
                            requests-per-minute: 20
                            changes-per-minute: 5
                            timeout: 60
                        """);

        assertThat(settings.toString()).doesNotContain("0123456789abcdef").doesNotContain("hush");
        SkahaSettings skaha =
                RemoteClusters.skaha(
                        (ClusterSettings.Skaha) settings.clusters().getFirst(),
                        RemoteClusters.NOBODYS);
        assertThat(skaha.title()).isEqualTo("CANFAR Science Platform");
        assertThat(settings.clusters().getFirst().manners().pollFloor())
                .contains(Duration.ofSeconds(20));
        assertThat(skaha.timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(skaha.signIns().apply(Callers.ALICE))
                .isEqualTo(new SkahaSettings.Token(Secret.of("0123456789abcdef")));
        assertThat(skaha.registry()).isPresent();
        assertThat(skaha.looksPerMinute()).isEqualTo(20);
        assertThat(skaha.changesPerMinute()).isEqualTo(5);
    }

    @Test
    void anOnDemandSiteHasTwoLayersOfSignInAndShowsNoSecret() throws IOException {
        Settings settings =
                read(
                        """
                        clusters:
                          - id: owens
                            kind: ondemand
                            title: Owens
                            url: https://ondemand.example.org
                            cluster: owens-slurm
                            token: ${ALICE_TOKEN}
                            app-token: hush-hush
                            app-token-header: x-ood-api-token
                            directory: /users/%u
                            poll-floor: 45
                            requests-per-minute: 20
                            timeout: 90
                        """);

        assertThat(settings.toString()).doesNotContain("0123456789abcdef").doesNotContain("hush");
        OnDemandSettings site =
                RemoteClusters.onDemand(
                        (ClusterSettings.OnDemand) settings.clusters().getFirst(),
                        RemoteClusters.NOBODYS);
        var signIns = site.signIns();
        assertThat(signIns.apply(Callers.ALICE))
                .isEqualTo(
                        OnDemandSettings.SignIn.bearer(Secret.of("0123456789abcdef"))
                                .withAppToken(
                                        Secret.of("hush-hush"),
                                        OnDemandSettings.AppTokenHeader.X_OOD_API_TOKEN));
        assertThat(site)
                .isEqualTo(
                        new OnDemandSettings(
                                "owens",
                                "Owens",
                                "https://ondemand.example.org/pun/sys/ood-api",
                                Optional.of("owens-slurm"),
                                signIns,
                                Optional.of("/users/%u"),
                                Duration.ofSeconds(45),
                                Duration.ofSeconds(90)));
    }

    @Test
    void whatDoesNotGoTogetherForAnOnDemandSiteStopsTheStart() {
        String site = "clusters: [{id: a, kind: ondemand, url: 'https://example.org', %s}]";

        assertThatThrownBy(() -> read(site.formatted("title: x")))
                .hasMessageContaining("needs a token, a cookie or an app-token");
        assertThatThrownBy(() -> read(site.formatted("token: a, cookie: b")))
                .hasMessageContaining("not both");
        assertThatThrownBy(() ->
                        read(
                                site.formatted(
                                        "token: a, app-token: b, app-token-header: authorization")))
                .hasMessageContaining("exclude each other");
        assertThatThrownBy(() -> read(site.formatted("token: a, directory: home")))
                .hasMessageContaining("absolute path");
        assertThatThrownBy(() -> read(site.formatted("token: 'a b'")))
                .hasMessageContaining("have no spaces");
        assertThatThrownBy(() -> read(site.formatted("token: a, timeout: 0")))
                .hasMessageContaining("at least 1 second");
    }

    @Test
    void withoutASignInASkahaPlatformTakesTheUsualProxyCertificate() throws IOException {
        Settings settings = read("clusters: [{id: a, kind: skaha, url: 'https://example.org'}]");

        SkahaSettings skaha =
                RemoteClusters.skaha(
                        (ClusterSettings.Skaha) settings.clusters().getFirst(),
                        RemoteClusters.NOBODYS);
        assertThat(skaha.signIns().apply(Callers.ALICE))
                .isEqualTo(SkahaSettings.Certificate.usual());
    }

    @Test
    void whatDoesNotGoTogetherForASkahaPlatformStopsTheStart() {
        String skaha = "clusters: [{id: a, kind: skaha, url: 'https://example.org', %s}]";

        assertThatThrownBy(() -> read(skaha.formatted("token: a, cookie: b")))
                .hasMessageContaining("give one of token, certificate and cookie");
        assertThatThrownBy(() -> read(skaha.formatted("registry-user: a")))
                .hasMessageContaining("registry-user and registry-secret go together");
        assertThatThrownBy(() -> read(skaha.formatted("registry-user: a, registry-secret: 'a:b'")))
                .hasMessageContaining("without colons");
        assertThatThrownBy(() -> read(skaha.formatted("token: ' '")))
                .hasMessageContaining("have no spaces");
        assertThatThrownBy(() -> read("clusters: [{id: a, kind: skaha, url: 's3cret?x=y'}]"))
                .hasMessageContaining("url is an http(s) address")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> read(skaha.formatted("changes-per-minute: 0")))
                .hasMessageContaining("changes-per-minute is at least 1");
        assertThatThrownBy(() -> read(skaha.formatted("timeout: 0")))
                .hasMessageContaining("at least 1 second");
        assertThatThrownBy(() -> read("clusters: [{id: a, kind: skaha}]"))
                .hasMessageContaining("url");
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
        Path file = Files.writeString(folder.resolve("config.yml"), text);
        return SettingsFile.read(file, Map.of("ALICE_TOKEN", "0123456789abcdef"));
    }
}
