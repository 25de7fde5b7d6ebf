package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.backend.ondemand.OnDemandSettings.SignIn;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import java.io.IOException;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** A site that remembers, and a backend in front of it where each caller has their own sign-in. */
final class OnDemandRig implements AutoCloseable {
    final FakeOnDemand site;
    final OnDemandBackend backend;
    private final Rest rest = new Rest(new Pace(Clock.systemUTC(), _ -> {}, () -> 0));

    OnDemandRig(Version version) throws IOException {
        this(version, settings -> settings);
    }

    OnDemandRig(Version version, UnaryOperator<OnDemandSettings> change) throws IOException {
        site = new FakeOnDemand(version);
        OnDemandSettings settings =
                OnDemandSettings.usual(
                        "owens",
                        site.url(),
                        caller -> SignIn.appToken(Secret.of("token-of-" + caller.subject())));
        backend = new OnDemandBackend(change.apply(settings), rest, Clock.systemUTC());
    }

    @Override
    public void close() {
        rest.close();
        site.close();
    }
}
