package dev.hpcmcp.app.http;

import dev.hpcmcp.auth.KnownToken;
import dev.hpcmcp.auth.TokenCheck;
import dev.hpcmcp.auth.Tokens;
import dev.hpcmcp.guard.policy.Rates;
import dev.hpcmcp.mcp.FakeToolbox;
import dev.hpcmcp.mcp.Features;
import dev.hpcmcp.mcp.HttpLimits;
import dev.hpcmcp.mcp.ServerCard;
import dev.hpcmcp.port.Badge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The real service on free ports, in front of a fake toolbox. */
final class TestServer implements AutoCloseable {
    final FakeToolbox toolbox = new FakeToolbox();
    final HttpServer http;

    TestServer() {
        this(limits -> limits);
    }

    TestServer(UnaryOperator<HttpLimits> change) {
        this(change, Duration.ofMillis(500));
    }

    TestServer(Features features) {
        this(limits -> limits, Duration.ofMillis(500), features);
    }

    TestServer(UnaryOperator<HttpLimits> change, Duration grace) {
        this(change, grace, Features.NONE);
    }

    /** One that takes the tokens of an identity provider, too. */
    TestServer(int port, OAuthSettings oauth, UnaryOperator<HttpLimits> change) {
        this(
                HttpSettings.local(port, 0)
                        .limits(change.apply(HttpLimits.usual()))
                        .grace(Duration.ofMillis(500))
                        .oauth(oauth),
                Features.NONE);
    }

    static TestServer with(UnaryOperator<HttpSettings> change) {
        return new TestServer(
                change.apply(HttpSettings.local(0, 0).grace(Duration.ofMillis(500))),
                Features.NONE);
    }

    /** One that knows its callers by other means. */
    TestServer(UnaryOperator<HttpLimits> change, TokenCheck tokens) {
        this(
                HttpSettings.local(0, 0)
                        .limits(change.apply(HttpLimits.usual()))
                        .grace(Duration.ofMillis(500)),
                Features.NONE,
                tokens,
                Optional.empty());
    }

    private TestServer(UnaryOperator<HttpLimits> change, Duration grace, Features features) {
        this(
                HttpSettings.local(0, 0).limits(change.apply(HttpLimits.usual())).grace(grace),
                features);
    }

    /** One whose callers are bounded by a policy, too. */
    static TestServer rated(Rates rates) {
        return new TestServer(
                HttpSettings.local(0, 0).grace(Duration.ofMillis(500)),
                Features.NONE,
                everybody(),
                Optional.of(rates));
    }

    private TestServer(HttpSettings settings, Features features) {
        this(settings, features, everybody(), Optional.empty());
    }

    static Tokens everybody() {
        return new Tokens(
                List.of(
                        new KnownToken("alice-token", FakeToolbox.ALICE),
                        new KnownToken(
                                "alice-other-token",
                                FakeToolbox.ALICE.with(
                                        new Badge(
                                                Optional.of("config-2"),
                                                Optional.empty(),
                                                Set.of()))),
                        new KnownToken("bob-token", FakeToolbox.caller("bob")),
                        new KnownToken("guest-token", FakeToolbox.GUEST)),
                Optional.empty());
    }

    private TestServer(
            HttpSettings settings, Features features, TokenCheck tokens, Optional<Rates> rates) {
        http =
                HttpServer.start(
                        settings,
                        toolbox,
                        new ServerCard("test", "Test", "1", "Hi."),
                        features,
                        tokens,
                        new HttpExtras(Optional.empty(), rates));
    }

    RawClient client() {
        return client("alice-token");
    }

    RawClient client(String token) {
        return new RawClient(http.port(), token);
    }

    @Override
    public void close() {
        http.stop();
    }
}
