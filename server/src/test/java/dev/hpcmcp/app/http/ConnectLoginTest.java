package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.ConnectRig.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.PlantedSecrets;
import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.auth.Subjects;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signing in at a real provider: to us, and at a cluster. */
@Timeout(120)
final class ConnectLoginTest {
    private static TestIssuer issuer;
    private ConnectRig rig;

    @BeforeAll
    static void startIssuer() throws Exception {
        issuer = new TestIssuer().start();
    }

    @AfterAll
    static void stopIssuer() {
        issuer.close();
    }

    @BeforeEach
    void start() throws Exception {
        rig = ConnectRig.with(issuer, it -> it);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    /** The address at the provider to which the page sends somebody who wants to sign in. */
    private static String departure(Browser browser) throws Exception {
        HttpResponse<String> answer = browser.get(LAB + "/sign-in");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return location(answer);
    }

    private Browser signedIn(String user) throws Exception {
        Browser browser = rig.browser();
        browser.follow(browser.get(issuer.signedIn(user, departure(browser))));
        return browser;
    }

    /** The same for the lab, which is a form. */
    private static String toLab(Browser browser) throws Exception {
        browser.get(LAB);
        HttpResponse<String> answer = browser.submit(LAB + "/authorize");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Refresh").orElseThrow().replace("0; url=", "");
    }

    @Test
    void somebodySignsInAtTheProviderAndIsWhoTheirTokensSay() throws Exception {
        Browser alice = rig.browser();
        assertThat(alice.get(LAB).body()).contains("Sign in at 127.0.0.1", "Or with a token");
        String departure = departure(alice);
        assertThat(departure)
                .startsWith(issuer.url() + "/oauth2/authorize?")
                .contains("code_challenge_method=S256", "&state=", "&nonce=", "scope=openid")
                .contains("/connect/sign-in/callback");
        String before = alice.cookies().get("hpc-mcp");
        HttpResponse<String> in = alice.get(issuer.signedIn("alice", departure));
        assertThat(location(in)).endsWith(LAB);
        assertThat(alice.cookies().get("hpc-mcp")).isNotEqualTo(before);
        String subject = Subjects.of(issuer.url(), "alice");
        assertThat(alice.follow(in).body()).contains("<dd>" + subject + "</dd>");
        HttpResponse<String> nameless =
                alice.submit(LAB, "do", "keep", "kind", "token", "user", "", "secret", "x");
        assertThat(nameless.body()).contains("Write the name of your account on the cluster");
        alice.submit(LAB, "do", "keep", "kind", "token", "user", "al", "secret", "x");
        assertThat(rig.vault.find(subject, "lab").orElseThrow().user()).hasValue("al");
        // Somebody with a token of ours may have the same name, and is somebody else.
        assertThat(rig.vault.find("alice", "lab")).isEmpty();
        assertThat(rig.trail.all).extracting(it -> it.caller()).containsOnly(subject);
        assertThat(rig.trail.all)
                .extracting(it -> it.tool())
                .containsExactly("sign in", "credential set", "credential set", "credential set");
    }

    @Test
    void whereTheProvidersNamesAreAccountsTheyAreSoHere() throws Exception {
        try (ConnectRig accounts = ConnectRig.with(issuer, OAuthRig::accounts)) {
            Browser bob = accounts.browser();
            HttpResponse<String> in = bob.get(issuer.signedIn("bob", departure(bob)));
            assertThat(bob.follow(in).body()).contains("<dd>bob</dd>");
        }
    }

    @Test
    void anAnswerThatWasMeantForAnotherBrowserSignsNobodyIn() throws Exception {
        Browser mallory = rig.browser();
        String answer = issuer.signedIn("bob", departure(mallory));
        Browser victim = rig.browser();
        HttpResponse<String> stale = victim.get(answer);
        assertThat(stale.statusCode()).isEqualTo(403);
        assertThat(stale.body()).contains("begun in another window");
        assertThat(victim.get(LAB).body()).contains("<h1>Sign in</h1>");
    }

    @Test
    void aCodeThatWasGivenToAnotherBrowserIsOfNoUse() throws Exception {
        Browser alice = rig.browser();
        String code = issuer.signedIn("alice", departure(alice)).replaceAll("&state=.*", "");
        Browser mallory = rig.browser();
        String state = departure(mallory).replaceAll(".*([&]state=[^&]*).*", "$1");
        HttpResponse<String> refused = mallory.get(code + state);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Signing in did not work", "role=\"alert\"");
        assertThat(mallory.get(LAB).body()).contains("<h1>Sign in</h1>");
    }

    @Test
    void aWrongNonceOrStateSignsNobodyIn() throws Exception {
        Browser alice = rig.browser();
        String other = departure(alice).replaceAll("&nonce=[^&]*", "&nonce=another");
        assertThat(alice.get(issuer.signedIn("alice", other)).statusCode()).isEqualTo(403);
        String back = issuer.signedIn("alice", departure(alice));
        assertThat(alice.get(back.replaceAll("&state=.*", "&state=x")).statusCode()).isEqualTo(403);
        assertThat(alice.get(LAB).body()).contains("<h1>Sign in</h1>");
    }

    @Test
    void whoDoesNotWantToSignInIsAskedAgain() throws Exception {
        Browser alice = rig.browser();
        String state = departure(alice).replaceAll(".*[&](state=[^&]*).*", "$1");
        HttpResponse<String> answer =
                alice.get("/connect/sign-in/callback?error=access_denied&" + state);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("was called off", "action=\"/connect/lab/sign-in\"")
                .doesNotContain("access_denied");
    }

    @Test
    void aProviderThatIsAwayIsSaid() throws Exception {
        try (ConnectRig alone = ConnectRig.with(new TestIssuer(), it -> it)) {
            HttpResponse<String> answer = alone.browser().get(LAB + "/sign-in");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("cannot be reached now");
            Browser alice = alone.signedIn("alice-token", LAB);
            assertThat(alice.submit(LAB + "/authorize").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void signingInAtTheClusterKeepsWhatItsProviderGives() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        assertThat(alice.get(LAB).body()).contains("<button>Sign in at Lab</button>");
        String departure = toLab(alice);
        assertThat(departure)
                .contains("code_challenge_method=S256", "scope=jobs", "client_id=lab")
                .doesNotContain("secret");
        HttpResponse<String> back = alice.get(issuer.signedIn("bob", departure));
        HttpResponse<String> page = alice.follow(back);
        assertThat(page.body()).contains("go back to your assistant", "A token of yours is kept");
        // Whoever they are there: it is theirs who is signed in here.
        assertThat(rig.vault.list()).hasSize(1);
        Credential kept = rig.vault.find("alice", "lab").orElseThrow();
        assertThat(kept.kind()).isEqualTo(Kind.TOKEN);
        assertThat(kept.secret().reveal()).startsWith("ey");
        assertThat(kept.refresh()).isPresent();
        assertThat(rig.trail.all)
                .last()
                .satisfies(it -> {
                    assertThat(it.tool()).isEqualTo("credential set");
                    assertThat(it.caller()).isEqualTo("alice");
                    assertThat(it.cluster()).contains("lab");
                    assertThat(it.outcome()).contains("ok");
                });
        assertThat(PlantedSecrets.in(rig.trail.all.toString())).isEmpty();
        assertThat(kept.expires().orElseThrow())
                .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
        assertThat(page.body())
                .doesNotContain(kept.secret().reveal())
                .doesNotContain(kept.refresh().orElseThrow().reveal());
    }

    @Test
    void anAnswerOfTheClustersProviderCountsForWhoeverAskedAlone() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        String answer = issuer.signedIn("alice", toLab(alice));
        Browser bob = rig.signedIn("bob-token", LAB);
        bob.get(answer);
        rig.browser().get(answer);
        assertThat(rig.vault.list()).isEmpty();
        // The same browser, and somebody else has signed in meanwhile.
        alice.get(LAB);
        alice.submit(LAB + "/sign-out");
        alice.get(LAB);
        alice.submit(LAB + "/sign-in", "token", "bob-token");
        alice.get(answer);
        assertThat(rig.vault.list()).isEmpty();
    }

    @Test
    void nobodyIsSentToAClusterByAnotherSiteOrWithoutBeingSignedIn() throws Exception {
        Browser stranger = rig.browser();
        stranger.get(LAB);
        assertThat(stranger.submit(LAB + "/authorize").statusCode()).isEqualTo(403);
        Browser alice = rig.signedIn("alice-token", LAB);
        assertThat(alice.post(LAB + "/authorize", "").statusCode()).isEqualTo(403);
        assertThat(location(alice.get(LAB + "/authorize"))).endsWith(LAB);
        Browser carol = rig.signedIn("carol-token", "/connect/owens");
        assertThat(carol.submit(LAB + "/authorize").statusCode()).isEqualTo(404);
        assertThat(carol.submit("/connect/owens/authorize").statusCode()).isEqualTo(400);
    }

    @Test
    void whoCallsItOffAtTheClusterIsToldSo() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        String state = toLab(alice).replaceAll(".*[&](state=[^&]*).*", "$1");
        HttpResponse<String> page = alice.follow(alice.get(LAB + "?error=access_denied&" + state));
        assertThat(page.body()).contains("Signing in at Lab did not work", "role=\"alert\"");
        assertThat(rig.vault.list()).isEmpty();
    }

    @Test
    void theCookieComesAlongWhenSomebodyComesBack() throws Exception {
        assertThat(rig.browser().get(LAB).headers().firstValue("Set-Cookie").orElseThrow())
                .contains("SameSite=Lax");
    }

    @Test
    void whoSignedInAtTheProviderIsOutAfterAWhileToo() throws Exception {
        Browser alice = signedIn("alice");
        assertThat(alice.get(LAB).body()).contains("Signed in as");
        rig.clock.move(Duration.ofMinutes(15));
        assertThat(alice.get(LAB).body()).contains("<h1>Sign in</h1>");
    }
}
