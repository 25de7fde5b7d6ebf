package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.ConnectRig.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.PlantedSecrets;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.guard.Trace;
import dev.hpcmcp.mcp.FakeToolbox;
import dev.hpcmcp.port.Badge;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people do on the page is in the audit. */
@Timeout(120)
final class ConnectAuditTest {
    private ConnectRig rig;

    @BeforeEach
    void start() {
        rig = new ConnectRig();
        for (String name : List.of("alice", "bob")) {
            Badge badge = new Badge(Optional.of("id-of-" + name), Optional.empty(), Set.of());
            rig.tokens.put(name + "-token", Verdict.known(FakeToolbox.caller(name).with(badge)));
        }
    }

    @AfterEach
    void stop() {
        assertThat(PlantedSecrets.in(rig.trail.all.toString())).isEmpty();
        assertThat(rig.trail.all).extracting(Trace::digest).allMatch(String::isEmpty);
        rig.close();
    }

    private static HttpResponse<String> keep(Browser browser, String secret) throws Exception {
        return browser.submit(
                LAB, "do", "keep", "kind", "token", "user", "al1ce", "secret", secret);
    }

    /** What was done and how it ended, without the beginnings. */
    private List<String> ends() {
        return rig.trail.all.stream()
                .filter(it -> it.kind() != Trace.Kind.BEGIN)
                .map(it ->
                        "%s %s by %s: %s, %s"
                                .formatted(
                                        it.tool(),
                                        it.cluster().orElse("-"),
                                        it.token().orElse("-"),
                                        it.decision().orElse("-"),
                                        it.outcome().orElse("-")))
                .toList();
    }

    @Test
    void signingInKeepingReplacingAndForgettingAreRecorded() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        keep(alice, "put-in-by-the-person");
        keep(alice, "put-in-by-the-person-again");
        alice.submit(LAB, "do", "forget");
        alice.submit(LAB, "do", "forget");
        assertThat(ends())
                .containsExactly(
                        "sign in lab by id-of-alice: to connect clusters, ok",
                        "credential set lab by id-of-alice: token of their own, ok",
                        "credential set lab by id-of-alice: token of their own, in the place of"
                                + " what was kept before, ok",
                        "credential remove lab by id-of-alice: what was kept of their own, ok",
                        "credential remove lab by id-of-alice: what was kept of their own,"
                                + " not_found");
        assertThat(rig.trail.all).extracting(Trace::client).containsOnly(Optional.of("browser"));
        assertThat(rig.trail.all).filteredOn(it -> it.kind() == Trace.Kind.BEGIN).hasSize(4);
        assertThat(rig.trail.all.toString()).doesNotContain("al1ce");
    }

    @Test
    void whatWasRefusedOrFailedIsRecordedToo() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        assertThat(keep(alice, "put-in-by-the-person twice").statusCode()).isEqualTo(422);
        rig.vault.away = true;
        assertThat(keep(alice, "put-in-by-the-person").statusCode()).isEqualTo(503);
        rig.vault.away = false;
        assertThat(ends().subList(1, 3))
                .containsExactly(
                        "credential set lab by id-of-alice: token of their own, invalid_input",
                        "credential set lab by id-of-alice: token of their own, unreachable");
    }

    @Test
    void twoPeopleAreToldApart() throws Exception {
        keep(rig.signedIn("alice-token", LAB), "put-in-by-the-person");
        keep(rig.signedIn("bob-token", LAB), "put-in-by-the-person");
        assertThat(rig.trail.all)
                .extracting(it -> it.caller() + " " + it.tool() + " " + it.token().orElse(""))
                .containsExactly(
                        "alice sign in id-of-alice",
                        "alice credential set id-of-alice",
                        "alice credential set id-of-alice",
                        "bob sign in id-of-bob",
                        "bob credential set id-of-bob",
                        "bob credential set id-of-bob");
    }

    @Test
    void whatCannotBeRecordedIsNotDoneAndThePageSaysSo() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        keep(alice, "put-in-by-the-person");
        rig.trail.broken = true;
        for (HttpResponse<String> page :
                List.of(keep(alice, "another"), alice.submit(LAB, "do", "forget"))) {
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("Nothing was changed", "cannot record");
        }
        assertThat(rig.vault.find("alice", "lab").orElseThrow().secret().reveal())
                .isEqualTo("put-in-by-the-person");
    }

    @Test
    void strangersAndGuessesAreNobodysDeeds() throws Exception {
        Browser stranger = rig.browser();
        stranger.get(LAB);
        stranger.submit(LAB + "/sign-in", "token", "guess");
        stranger.get(LAB);
        assertThat(keep(stranger, "put-in-by-the-person").statusCode()).isEqualTo(403);
        assertThat(rig.trail.all).isEmpty();
    }
}
