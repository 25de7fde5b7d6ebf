package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.ConnectRig.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.port.Secret;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people do on the page. */
@Timeout(120)
final class ConnectTest {
    private static final String[] TOKEN = {
        "do", "keep", "kind", "token", "user", "alice", "secret", "s3cret-of-the-lab"
    };

    private ConnectRig rig;

    @BeforeEach
    void start() {
        rig = new ConnectRig();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static String[] keeping(String kind, String secret) {
        return new String[] {"do", "keep", "kind", kind, "secret", secret};
    }

    @Test
    void aStrangerIsAskedWhoTheyAre() throws Exception {
        HttpResponse<String> page = rig.browser().get(LAB);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>Sign in</h1>", "Your token for this server")
                .doesNotContain("Lab", "lab.example.org");
    }

    @Test
    void aTokenIsKeptForWhoeverSignedIn() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        HttpResponse<String> kept = alice.submit(LAB, TOKEN);
        assertThat(kept.statusCode()).isEqualTo(303);
        assertThat(alice.follow(kept).body())
                .contains(
                        "go back to your assistant", "A token of yours is kept since 1 March 2026")
                .doesNotContain("s3cret");
        Credential credential = rig.vault.find("alice", "lab").orElseThrow();
        assertThat(credential.kind()).isEqualTo(Kind.TOKEN);
        assertThat(credential.secret().reveal()).isEqualTo("s3cret-of-the-lab");
        assertThat(credential.user()).hasValue("alice");
        assertThat(rig.vault.list()).hasSize(1);
        assertThat(alice.get(LAB).body()).doesNotContain("go back to your assistant");
    }

    @Test
    void aLinkThatIsPassedOnConnectsTheOneWhoFollowsIt() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        alice.submit(LAB, TOKEN);
        // Bob opens what Alice's assistant showed her.
        Browser bob = rig.signedIn("bob-token", LAB);
        assertThat(bob.get(LAB).body())
                .contains("<dd>bob</dd>", "Nothing of yours is kept yet")
                .doesNotContain("alice");
        bob.submit(LAB, "do", "keep", "kind", "token", "user", "bob", "secret", "bobs-own");
        bob.submit(
                LAB, "do", "keep", "kind", "token", "user", "bob", "secret", "x", "subject",
                "alice");
        assertThat(rig.vault.find("alice", "lab").orElseThrow().secret().reveal())
                .isEqualTo("s3cret-of-the-lab");
        assertThat(rig.vault.find("bob", "lab").orElseThrow().secret().reveal()).isEqualTo("x");
        bob.submit(LAB, "do", "forget");
        assertThat(rig.vault.find("bob", "lab")).isEmpty();
        assertThat(rig.vault.find("alice", "lab")).isPresent();
    }

    @Test
    void whatIsKeptCanBeReplacedAndForgotten() throws Exception {
        Browser alice = rig.signedIn("alice-token", "/connect/s9s");
        alice.submit("/connect/s9s", keeping("api-key", "one"));
        alice.submit("/connect/s9s", keeping("api-key", "two"));
        assertThat(rig.vault.find("alice", "s9s").orElseThrow().secret().reveal()).isEqualTo("two");
        assertThat(alice.get("/connect/s9s").body()).contains("Forget it", "Replace it");
        HttpResponse<String> forgotten = alice.submit("/connect/s9s", "do", "forget");
        assertThat(alice.follow(forgotten).body())
                .contains("It is forgotten")
                .doesNotContain("Forget it");
        assertThat(rig.vault.list()).isEmpty();
    }

    @Test
    void aClusterThatIsNotTheirsIsAsOneThatDoesNotExist() throws Exception {
        Browser carol = rig.signedIn("carol-token", "/connect/owens");
        HttpResponse<String> theirs = carol.get(LAB);
        HttpResponse<String> nobodys = carol.get("/connect/no-such");
        assertThat(theirs.statusCode()).isEqualTo(404);
        assertThat(theirs.body()).isEqualTo(nobodys.body()).contains("There is no such page");
        assertThat(carol.submit(LAB, TOKEN).statusCode()).isEqualTo(404);
        assertThat(rig.vault.list()).isEmpty();
        String strange = rig.browser().get("/connect/no-such").body();
        String known = rig.browser().get(LAB).body();
        assertThat(strange.replace("no-such", "lab").replaceAll("value=\"[^\"]*\"", ""))
                .isEqualTo(known.replaceAll("value=\"[^\"]*\"", ""));
    }

    @Test
    void whatTheClusterSaysIsText() throws Exception {
        String page = rig.signedIn("alice-token", LAB).get("/connect/s9s").body();
        assertThat(page).contains("Gate &lt;b&gt;&amp;&quot;&#39;").doesNotContain("<b>");
    }

    @Test
    void aKeptSecretIsShownNowhere() throws Exception {
        rig.vault.put("alice", "lab", Credential.of(Kind.TOKEN, Secret.of("s3cret")));
        assertThat(rig.signedIn("alice-token", LAB).get(LAB).body()).doesNotContain("s3cret");
    }

    @Test
    void whatEndsSaysWhen() throws Exception {
        var soon = Optional.of(rig.clock.instant().plus(Duration.ofHours(1)));
        rig.vault.put(
                "alice",
                "lab",
                new Credential(
                        Kind.TOKEN, Secret.of("x"), Optional.empty(), soon, Optional.empty()));
        Browser alice = rig.signedIn("alice-token", LAB);
        assertThat(alice.get(LAB).body()).contains(", and ends on 1 March 2026, 13:00 UTC.");
        rig.clock.move(Duration.ofHours(2));
        alice = rig.signedIn("alice-token", LAB);
        assertThat(alice.get(LAB).body())
                .contains(", and ended on 1 March 2026, 13:00 UTC. Give a new one.");
    }

    @Test
    void aVaultThatIsAwayIsSaid() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        rig.vault.away = true;
        HttpResponse<String> page = alice.submit(LAB, TOKEN);
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(page.body()).contains("nothing was changed").doesNotContain("s3cret");
        rig.vault.away = false;
        assertThat(rig.vault.list()).isEmpty();
    }
}
