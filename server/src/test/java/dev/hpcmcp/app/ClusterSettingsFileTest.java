package dev.hpcmcp.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hpcmcp.backend.ondemand.OnDemandSettings;
import dev.hpcmcp.backend.skaha.SkahaSettings;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.watch.Manners;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration says of each kind of cluster. */
final class ClusterSettingsFileTest {
    @TempDir private Path folder;

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
        for (String whose :
                java.util.List.of(
                        "credentials: per-user",
                        "credentials: exchange, oidc: {issuer: 'https://idp.example.org', client-id: a}")) {
            assertThatThrownBy(() ->
                            read(skaha.formatted(whose + ", registry-user: a, registry-secret: b")))
                    .hasMessageContaining("would be sent with everybody's jobs");
        }
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

    private Settings read(String text) throws IOException {
        return SettingsText.read(folder, text);
    }
}
