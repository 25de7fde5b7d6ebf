package dev.hpcmcp.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hpcmcp.app.http.connect.BrowserClient;
import dev.hpcmcp.app.http.connect.ClusterLogin;
import dev.hpcmcp.app.http.connect.Connectable;
import dev.hpcmcp.app.http.connect.Connecting;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.auth.Verdict;
import dev.hpcmcp.guard.RecordingTrail;
import dev.hpcmcp.guard.Witness;
import dev.hpcmcp.mcp.FakeToolbox;
import dev.hpcmcp.mcp.Features;
import dev.hpcmcp.mcp.ServerCard;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.MovingClock;
import dev.hpcmcp.port.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The real service with its page for people, over a vault in memory. */
final class ConnectRig implements AutoCloseable {
    static final String LAB = "/connect/lab";

    final MovingClock clock = new MovingClock();
    final FakeVault vault = new FakeVault(clock);
    final FakeToolbox toolbox = new FakeToolbox();

    /** The audit, in which a change has to be. */
    final RecordingTrail trail = new RecordingTrail();

    /** Taken from here, they are revoked; the value says who somebody is, or that it is unsure. */
    final Map<String, Verdict> tokens = new ConcurrentHashMap<>();

    final HttpServer http;

    ConnectRig() {
        this("http://127.0.0.1:8848/mcp");
    }

    ConnectRig(String publicUrl) {
        this(0, publicUrl, settings -> settings, it -> it);
    }

    /** People can sign in at the issuer, too, to us and at the lab. */
    static ConnectRig with(TestIssuer issuer, UnaryOperator<OAuthSettings> oauth)
            throws IOException {
        int port;
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port + "/mcp";
        return new ConnectRig(
                port,
                url,
                settings -> settings.oauth(oauth.apply(OAuthRig.usual(issuer, url))),
                it ->
                        new Connecting(
                                it.publicUrl(),
                                it.vault(),
                                it.clusters().stream()
                                        .map(cluster -> withLogin(cluster, issuer))
                                        .toList(),
                                Optional.of(new BrowserClient("page", Optional.empty())),
                                it.witness(),
                                it.clock()));
    }

    private static Connectable withLogin(Connectable it, TestIssuer issuer) {
        var client = new BrowserClient("lab", Optional.of(Secret.of(TestIssuer.secret("lab"))));
        return new Connectable(
                it.id(),
                it.title(),
                it.address(),
                it.kinds(),
                it.named(),
                it.id().equals("lab")
                        ? Optional.of(new ClusterLogin(issuer.url(), client, Set.of("jobs")))
                        : Optional.empty());
    }

    private ConnectRig(
            int port,
            String publicUrl,
            UnaryOperator<HttpSettings> settings,
            UnaryOperator<Connecting> change) {
        tokens.put("alice-token", Verdict.known(FakeToolbox.ALICE));
        tokens.put("bob-token", Verdict.known(FakeToolbox.caller("bob")));
        Caller carol =
                new Caller("carol", FakeToolbox.ALICE.scopes(), Optional.of(Set.of("owens")));
        tokens.put("carol-token", Verdict.known(carol));
        TokenCheck check = token -> tokens.getOrDefault(token, Verdict.UNKNOWN);
        var witness = new Witness(() -> trail, true, true, clock);
        var connecting =
                new Connecting(
                        URI.create(publicUrl), vault, clusters(), Optional.empty(), witness, clock);
        http =
                HttpServer.start(
                        settings.apply(HttpSettings.local(port, 0).grace(Duration.ofMillis(500))),
                        toolbox,
                        new ServerCard("test", "Test", "1", "Hi."),
                        Features.NONE,
                        check,
                        new HttpExtras(Optional.of(change.apply(connecting)), Optional.empty()));
    }

    /** For {@code dev/browser/run}: serves until it is killed. Arguments: none. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ConnectRig rig = with(new TestIssuer().start(), it -> it);
        System.out.println("pages at http://127.0.0.1:" + rig.http.port() + "/connect");
        Thread.currentThread().join();
    }

    static List<Connectable> clusters() {
        return List.of(
                cluster("lab", "Lab", true, Kind.TOKEN),
                cluster("owens", "Owens", false, Kind.TOKEN, Kind.COOKIE, Kind.CERTIFICATE),
                cluster("s9s", "Gate <b>&\"'", false, Kind.API_KEY));
    }

    private static Connectable cluster(String id, String title, boolean named, Kind... kinds) {
        return new Connectable(
                id,
                title,
                "https://" + id + ".example.org",
                List.of(kinds),
                named,
                Optional.empty());
    }

    Browser browser() {
        return new Browser(http.port());
    }

    /** A browser that shows the page of a cluster, to whoever has the token. */
    Browser signedIn(String token, String page) throws Exception {
        Browser browser = browser();
        browser.get(page);
        HttpResponse<String> answer = browser.submit(page + "/sign-in", "token", token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(browser.follow(answer).body()).contains("Signed in as");
        return browser;
    }

    @Override
    public void close() {
        http.stop();
    }
}
