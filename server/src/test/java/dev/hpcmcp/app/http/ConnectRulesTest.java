package dev.hpcmcp.app.http;

import static dev.hpcmcp.app.http.ConnectRig.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.mcp.FakeToolbox;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps others away from the page. */
@Timeout(120)
final class ConnectRulesTest {
    private static final String KEEP = "do=keep&kind=token&user=mallory&secret=x";

    private ConnectRig rig;

    @BeforeEach
    void start() {
        rig = new ConnectRig();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static void assertFramedNowhereAndKeptNowhere(HttpResponse<String> page) {
        assertThat(header(page, "Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
                .doesNotContain("script", "unsafe");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(page, "Cache-Control")).contains("no-store");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=utf-8");
        assertThat(page.body()).doesNotContain("<script", "javascript:", " onclick", " style=");
    }

    @Test
    void everyAnswerIsFramedNowhereAndKeptNowhere() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        assertFramedNowhereAndKeptNowhere(rig.browser().get(LAB));
        assertFramedNowhereAndKeptNowhere(alice.get(LAB));
        assertFramedNowhereAndKeptNowhere(alice.get("/connect/no-such"));
        assertFramedNowhereAndKeptNowhere(alice.submit(LAB, "do", "nonsense"));
        assertFramedNowhereAndKeptNowhere(alice.post(LAB, KEEP));
        assertFramedNowhereAndKeptNowhere(alice.post(LAB, "x".repeat(70_000)));
        assertFramedNowhereAndKeptNowhere(alice.submit(LAB + "/sign-out"));
    }

    @Test
    void aFormThatIsNotOursChangesNothing() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        Browser other = rig.signedIn("bob-token", LAB);
        for (String token :
                new String[] {"", "&_csrf=", "&_csrf=forged", "&_csrf=" + other.csrf()}) {
            HttpResponse<String> answer = alice.post(LAB, KEEP + token);
            assertThat(answer.statusCode()).as(token).isEqualTo(403);
            assertThat(answer.body()).contains("Nothing was changed");
        }
        assertThat(rig.vault.list()).isEmpty();
        alice.get(LAB);
        alice.submit(LAB, "do", "keep", "kind", "token", "user", "alice", "secret", "x");
        assertThat(rig.vault.list()).hasSize(1);
        assertThat(alice.post(LAB, "do=forget").statusCode()).isEqualTo(403);
        assertThat(alice.post(LAB + "/sign-out", "").statusCode()).isEqualTo(403);
        assertThat(rig.vault.list()).hasSize(1);
        assertThat(alice.get(LAB).body()).contains("Signed in as");
    }

    @Test
    void nobodyIsSignedInByAnotherSitesForm() throws Exception {
        Browser victim = rig.browser();
        assertThat(victim.post(LAB + "/sign-in", "token=alice-token").statusCode()).isEqualTo(403);
        victim.get(LAB);
        assertThat(victim.post(LAB + "/sign-in", "token=alice-token").statusCode()).isEqualTo(403);
        assertThat(victim.get(LAB).body()).contains("<h1>Sign in</h1>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://127.0.0.1.evil.example"})
    void aStrangeOriginIsTurnedAway(String origin) throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB).with("Origin", origin);
        assertThat(alice.submit(LAB, "do", "forget").statusCode()).isEqualTo(403);
        assertThat(alice.get(LAB).statusCode()).isEqualTo(403);
    }

    @Test
    void aBrowserThatHidesWhereItsFormCameFromIsFine() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB).with("Origin", "null");
        assertThat(alice.submit(LAB, "do", "forget").statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionThatSomebodyPlantedIsNotTheOneThatSignsIn() throws Exception {
        Browser attacker = rig.browser();
        attacker.get(LAB);
        String planted = attacker.cookies().get("hpc-mcp");
        Browser victim = rig.browser();
        victim.cookies().put("hpc-mcp", planted);
        victim.get(LAB);
        victim.follow(victim.submit(LAB + "/sign-in", "token", "alice-token"));
        assertThat(victim.cookies().get("hpc-mcp")).isNotEqualTo(planted);
        assertThat(victim.get(LAB).body()).contains("<dd>alice</dd>");
        assertThat(attacker.get(LAB).body()).contains("<h1>Sign in</h1>");
    }

    @Test
    void signingOutEndsItOnTheServerToo() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        String session = alice.cookies().get("hpc-mcp");
        String csrf = alice.csrf();
        HttpResponse<String> out = alice.submit(LAB + "/sign-out");
        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(out.body()).contains("You are signed out");
        Browser thief = rig.browser();
        thief.cookies().put("hpc-mcp", session);
        assertThat(thief.post(LAB, KEEP + "&_csrf=" + csrf).statusCode()).isEqualTo(403);
        assertThat(thief.get(LAB).body()).contains("<h1>Sign in</h1>");
        assertThat(rig.vault.list()).isEmpty();
    }

    @Test
    void aSessionEndsAfterAQuarterOfAnHourHoweverBusyItIs() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        for (int minute = 0; minute < 14; minute++) {
            rig.clock.move(Duration.ofMinutes(1));
            assertThat(alice.get(LAB).body()).contains("Signed in as");
        }
        rig.clock.move(Duration.ofMinutes(1));
        assertThat(alice.submit(LAB, "do", "forget").statusCode()).isEqualTo(403);
        assertThat(alice.get(LAB).body()).contains("<h1>Sign in</h1>");
    }

    @Test
    void aRevokedTokenEndsWhatItBegan() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        rig.tokens.remove("alice-token");
        assertThat(alice.submit(LAB, "do", "forget").statusCode()).isEqualTo(403);
        assertThat(alice.get(LAB).body()).contains("<h1>Sign in</h1>");
    }

    @Test
    void aTokenThatBecameSomebodyElsesEndsItToo() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        rig.tokens.put("alice-token", Verdict.known(FakeToolbox.caller("bob")));
        assertThat(alice.get(LAB).body()).contains("<h1>Sign in</h1>");
    }

    @Test
    void aWrongTokenIsToldKindlyAndShownToNobody() throws Exception {
        Browser browser = rig.browser();
        browser.get(LAB);
        HttpResponse<String> answer = browser.submit(LAB + "/sign-in", "token", "wr0ng<i>");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
                .contains("role=\"alert\"", "not known here", "token-hint token-error")
                .doesNotContain("wr0ng");
        assertThat(browser.submit(LAB + "/sign-in", "token", "").statusCode()).isEqualTo(403);
        rig.tokens.put("unsure", new Verdict.Unsure("the store is away"));
        HttpResponse<String> unsure = browser.submit(LAB + "/sign-in", "token", "unsure");
        assertThat(unsure.statusCode()).isEqualTo(503);
        assertThat(unsure.body()).contains("cannot be checked just now");
        assertThat(browser.submit(LAB + "/sign-in", "token", " alice-token ").statusCode())
                .isEqualTo(303);
    }

    @Test
    void guessingIsStoppedEvenWhenItWouldHitAndGoesOnLater() throws Exception {
        Browser browser = rig.browser();
        browser.get(LAB);
        for (int i = 0; i < 10; i++) {
            assertThat(browser.submit(LAB + "/sign-in", "token", "guess-" + i).statusCode())
                    .isEqualTo(403);
        }
        HttpResponse<String> answer = browser.submit(LAB + "/sign-in", "token", "alice-token");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(header(answer, "Retry-After")).isEqualTo("3");
        assertThat(answer.body()).contains("Wait 3 seconds");
        rig.clock.move(Duration.ofSeconds(3));
        assertThat(browser.submit(LAB + "/sign-in", "token", "alice-token").statusCode())
                .isEqualTo(303);
    }

    @Test
    void aFormThatIsTooLargeIsNotRead() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        HttpResponse<String> answer =
                alice.submit(LAB, "do", "keep", "kind", "token", "secret", "x".repeat(66_000));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("Nothing was kept");
        assertThat(alice.post(LAB, "secret=%zz&_csrf=x").statusCode()).isIn(400, 403);
    }

    @Test
    void otherMethodsAndPathsAreNothing() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        assertThat(alice.get("/connect/").statusCode()).isEqualTo(404);
        assertThat(alice.get("/connect").statusCode()).isEqualTo(404);
        assertThat(alice.get("/connect/Lab").statusCode()).isEqualTo(404);
        assertThat(alice.get("/connect/lab/a/b").statusCode()).isEqualTo(404);
        assertThat(alice.get("/connect/lab;x=y").statusCode()).isEqualTo(400);
        HttpResponse<String> action = alice.get(LAB + "/sign-out");
        assertThat(action.statusCode()).isEqualTo(303);
        assertThat(header(action, "Location")).endsWith(LAB);
        assertThat(alice.get(LAB).body()).contains("Signed in as");
    }

    @Test
    void aStrangeHostIsTurnedAway() throws Exception {
        try (var published = new ConnectRig("https://hpc.example.org/mcp")) {
            for (String[] one :
                    new String[][] {
                        {"evil.example", "421"}, {"hpc.example.org", "200"}, {"localhost", "200"}
                    }) {
                assertThat(RawHttp.get(published.http.port(), LAB, one[0]))
                        .startsWith("HTTP/1.1 " + one[1]);
            }
        }
    }

    @Test
    void behindHttpsTheCookieIsForTlsAndThisHostAlone() throws Exception {
        try (var published = new ConnectRig("https://hpc.example.org/mcp")) {
            Browser browser = new Browser(published.http.port());
            HttpResponse<String> page = browser.get(LAB);
            assertThat(header(page, "Set-Cookie"))
                    .startsWith("__Host-hpc-mcp=")
                    .contains("Path=/;", "Secure", "HttpOnly", "SameSite=Strict")
                    .doesNotContain("Domain", "Max-Age", "Expires");
            assertThat(header(page, "Strict-Transport-Security")).startsWith("max-age=31536000");
            HttpResponse<String> in = browser.submit(LAB + "/sign-in", "token", "alice-token");
            assertThat(header(in, "Location")).endsWith(LAB);
            assertThat(browser.get(LAB).body()).contains("Signed in as");
        }
        assertThat(header(rig.browser().get(LAB), "Strict-Transport-Security")).isEmpty();
        assertThat(header(rig.browser().get(LAB), "Set-Cookie"))
                .startsWith("hpc-mcp=")
                .contains("HttpOnly", "SameSite=Strict")
                .doesNotContain("Secure");
    }

    @Test
    void withoutAVaultThereIsNoSuchPage() throws Exception {
        try (var server = new TestServer()) {
            HttpResponse<String> answer = RawClient.get(server.http.port(), LAB);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("the endpoint is /mcp");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void theEndpointKnowsNothingOfTheBrowsersSession() throws Exception {
        Browser alice = rig.signedIn("alice-token", LAB);
        HttpResponse<String> answer = alice.post("/mcp", RawClient.INITIALIZE);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
}
