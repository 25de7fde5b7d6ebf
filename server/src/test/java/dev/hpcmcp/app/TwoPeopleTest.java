package dev.hpcmcp.app;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.backend.ondemand.FakeOnDemand;
import dev.hpcmcp.backend.ondemand.Version;
import dev.hpcmcp.backend.pivot.FakePivot;
import dev.hpcmcp.backend.pivot.PivotSettings.Profile;
import dev.hpcmcp.backend.s9s.FakeS9s;
import dev.hpcmcp.backend.skaha.Dialect;
import dev.hpcmcp.backend.skaha.FakeSkaha;
import dev.hpcmcp.backend.slurm.FakeSlurmrestd;
import dev.hpcmcp.model.ImageQuery;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Callers;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Events;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Images;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two people at every kind of cluster, each with a credential of their own. A recorder stands
 * before the cluster: it sees who signed what.
 */
class TwoPeopleTest {
    private static final Pattern WHO = Pattern.compile("token-of-([a-z]+)");
    private static final ImageQuery IMAGES =
            new ImageQuery(Optional.empty(), Optional.empty(), 10, Optional.empty());
    private static final Caller ALICE = Callers.ALICE;
    private static final Caller BOB = Callers.BOB;

    @TempDir private Path folder;

    /** A fake that runs, and where. */
    record Running(Runnable ending, String url) {}

    enum Site {
        SLURM(Kind.TOKEN, ", version: v0.0.38"),
        SKAHA(Kind.TOKEN, ""),
        S9S(Kind.TOKEN, ""),
        ONDEMAND(Kind.API_KEY, ", cluster: owens"),
        PIVOT(Kind.API_KEY, ", requests-per-minute: 6000");

        private final Kind kind;
        private final String more;

        Site(Kind kind, String more) {
            this.kind = kind;
            this.more = more;
        }

        Credential tokenOf(String name) {
            return Credential.of(kind, Secret.of("token-of-" + name));
        }

        Running start() throws IOException {
            return switch (this) {
                case SLURM -> {
                    FakeSlurmrestd fake = new FakeSlurmrestd();
                    yield new Running(fake::close, fake.url());
                }
                case SKAHA -> {
                    FakeSkaha fake = new FakeSkaha(Dialect.D3);
                    yield new Running(fake::close, fake.url());
                }
                case S9S -> {
                    FakeS9s fake = new FakeS9s();
                    yield new Running(fake::close, fake.url());
                }
                case ONDEMAND -> {
                    FakeOnDemand fake = new FakeOnDemand(Version.V0_4);
                    yield new Running(fake::close, fake.url());
                }
                case PIVOT -> {
                    FakePivot fake = new FakePivot(Profile.SRC);
                    yield new Running(fake::close, fake.url());
                }
            };
        }
    }

    /** A cluster with a recorder before it, and a server that uses it. */
    private final class Rig implements AutoCloseable {
        private final Site site;
        private final Running running;
        private final WireMockServer recorder =
                new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
        private final Wiring wiring;

        private Rig(Site site) throws Exception {
            this.site = site;
            this.running = site.start();
            URI at = URI.create(running.url());
            recorder.start();
            recorder.stubFor(
                    any(anyUrl())
                            .willReturn(
                                    aResponse().proxiedFrom("http://127.0.0.1:" + at.getPort())));
            String url = "http://127.0.0.1:" + recorder.port() + at.getPath();
            Path config = folder.resolve("config.yml");
            Files.writeString(
                    config,
                    """
                    clusters:
                      - {id: lab, kind: %s, url: "%s", credentials: per-user%s}
                    store: {url: "jdbc:sqlite:%s"}
                    """
                            .formatted(
                                    site.name().toLowerCase(Locale.ROOT),
                                    url,
                                    site.more,
                                    folder.resolve("store.db")));
            wiring = new Wiring(SettingsFile.read(config, Map.of()));
        }

        private void signIn(String subject, String as) {
            wiring.personal().vault().put(subject, "lab", site.tokenOf(as));
        }

        private Backend lab() {
            return wiring.backends().getFirst();
        }

        private Jobs jobs() {
            return (Jobs) lab();
        }

        /** Everything that reads, twice, so that whatever is kept is used. */
        private void useAll(Caller caller) {
            for (int i = 0; i < 2; i++) {
                lab().health(caller);
                jobs().list(caller, JobQuery.all(100));
                jobs().find(caller, List.of(new JobId("12345")));
                if (lab() instanceof Capacity capacity) {
                    ended(() -> capacity.describe(caller));
                }
                if (lab() instanceof Images images) {
                    ended(() -> images.images(caller, IMAGES));
                }
                ended(() -> jobs().plan(caller, JobRequest.ofScript("#!/bin/sh\ntrue\n")));
            }
        }

        /** Some fakes do not know all of it; what matters here is who asks. */
        private void ended(Runnable work) {
            try {
                work.run();
            } catch (HpcException e) {
                assertThat(e.failure()).isNotInstanceOf(Failure.SignInNeeded.class);
            }
        }

        /** What left since this was last asked. */
        private List<LoggedRequest> left() {
            List<LoggedRequest> left =
                    recorder.getAllServeEvents().stream().map(ServeEvent::getRequest).toList();
            recorder.resetRequests();
            return left.reversed();
        }

        @Override
        public void close() {
            wiring.close();
            recorder.stop();
            running.ending().run();
        }
    }

    /** In whichever header it is. */
    private static Set<String> signers(LoggedRequest request) {
        Set<String> names = new TreeSet<>();
        for (HttpHeader header : request.getHeaders().all()) {
            Matcher who = WHO.matcher(String.join(" ", header.values()));
            while (who.find()) {
                names.add(who.group(1));
            }
        }
        return names;
    }

    private static List<String> lines(List<LoggedRequest> requests) {
        List<String> lines = new ArrayList<>();
        for (LoggedRequest request : requests) {
            String timeless = request.getUrl().replaceAll("\\d{9,}", "TIME");
            lines.add(request.getMethod() + " " + timeless);
        }
        return lines;
    }

    private static void allSignedBy(String name, List<LoggedRequest> requests) {
        assertThat(requests)
                .isNotEmpty()
                .allSatisfy(request ->
                        assertThat(signers(request)).as(request.getUrl()).containsExactly(name));
    }

    @ParameterizedTest
    @EnumSource
    void eachSignsWithTheirOwnAndNothingThatWasFoundForOneServesTheOther(Site site)
            throws Exception {
        try (Rig rig = new Rig(site)) {
            rig.signIn("alice", "alice");
            rig.signIn("bob", "bob");
            rig.useAll(ALICE);
            List<LoggedRequest> hers = rig.left();
            rig.useAll(BOB);
            List<LoggedRequest> his = rig.left();
            allSignedBy("alice", hers);
            allSignedBy("bob", his);
            assertThat(lines(his)).isEqualTo(lines(hers));
            rig.useAll(ALICE);
            List<LoggedRequest> again = rig.left();
            allSignedBy("alice", again);
            assertThat(again.size())
                    .as("what is kept for her still serves")
                    .isLessThanOrEqualTo(hers.size());
        }
    }

    /** So that the logs of a site can be read beside our audit. */
    @ParameterizedTest
    @EnumSource(names = "SLURM", mode = EnumSource.Mode.EXCLUDE)
    void eachRequestNamesTheCallItIsPartOf(Site site) throws Exception {
        try (Rig rig = new Rig(site)) {
            rig.signIn("alice", "alice");
            rig.useAll(ALICE.with(ALICE.badge().calling("call-7", "test")));
            assertThat(rig.left())
                    .isNotEmpty()
                    .allSatisfy(request ->
                            assertThat(request.getHeader("X-Request-Id")).isEqualTo("call-7"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherCredentialCountsAtOnceAndNothingIsKeptFromTheOldOne(Site site) throws Exception {
        try (Rig rig = new Rig(site)) {
            rig.signIn("alice", "alice");
            rig.useAll(ALICE);
            List<LoggedRequest> before = rig.left();
            Thread.sleep(2); // credentials are told apart by the millisecond in which they came
            rig.signIn("alice", "bob");
            rig.useAll(ALICE);
            List<LoggedRequest> after = rig.left();
            allSignedBy("bob", after);
            assertThat(lines(after)).isEqualTo(lines(before));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoHasNotSignedInSendsNothingAndIsToldHowAndDisturbsNobody(Site site) throws Exception {
        try (Rig rig = new Rig(site)) {
            rig.signIn("bob", "bob");
            rig.jobs().list(BOB, JobQuery.all(100));
            rig.left();
            assertThatThrownBy(() -> rig.jobs().list(ALICE, JobQuery.all(100)))
                    .isInstanceOfSatisfying(
                            HpcException.class,
                            e ->
                                    assertThat(e.failure())
                                            .isEqualTo(
                                                    new Failure.SignInNeeded(
                                                            "lab",
                                                            "You have not signed in there. The person can sign in"
                                                                    + " with: hpc-mcp credential set --cluster lab;"
                                                                    + " then make the call again.")));
            assertThat(rig.lab().health(ALICE).message().orElseThrow())
                    .contains("hpc-mcp credential set --cluster lab");
            if (rig.lab() instanceof Events events) {
                events.follow(ALICE, () -> {}).close();
            }
            assertThat(rig.left()).isEmpty();
            rig.jobs().list(BOB, JobQuery.all(100));
            rig.wiring.personal().vault().remove("bob", "lab");
            assertThat(
                            Optional.ofNullable(
                                    catchThrowableOfType(
                                            HpcException.class,
                                            () -> rig.jobs().list(BOB, JobQuery.all(100)))))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheClusterRefusesIsToBeGivenAnew(Site site) throws Exception {
        try (Rig rig = new Rig(site)) {
            rig.signIn("alice", "alice");
            rig.recorder.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));
            assertThatThrownBy(() -> rig.jobs().list(ALICE, JobQuery.all(100)))
                    .isInstanceOfSatisfying(
                            HpcException.class,
                            e ->
                                    assertThat(e.failure())
                                            .isEqualTo(
                                                    new Failure.SignInNeeded(
                                                            "lab",
                                                            "It does not take what you signed in with any more:"
                                                                    + " sign in again. The person can sign in with:"
                                                                    + " hpc-mcp credential set --cluster lab; then"
                                                                    + " make the call again.")));
        }
    }
}
