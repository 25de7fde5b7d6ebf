package dev.hpcmcp.auth;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A strict provider: a refresh token serves once and is replaced; one that comes a second time ends
 * it all, as stolen ones do.
 */
final class FakeTokens implements TokenSource {
    private final InstantSource clock;
    private final List<String> asked = new ArrayList<>();
    private int number;
    private boolean revoked;
    private boolean away;
    private Runnable meanwhile = () -> {};

    FakeTokens(InstantSource clock) {
        this.clock = clock;
    }

    /** As a person gets it who signs in there. */
    synchronized Credential signIn() {
        return new Credential(
                Credential.Kind.TOKEN,
                Secret.of("token-" + number),
                Optional.of("alice1"),
                Optional.of(clock.instant().plus(Duration.ofMinutes(10))),
                Optional.of(Secret.of("refresh-" + number)));
    }

    synchronized void revoke() {
        revoked = true;
    }

    synchronized void away(boolean now) {
        away = now;
    }

    /** While it thinks about the answer. */
    synchronized void meanwhile(Runnable something) {
        meanwhile = something;
    }

    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Fresh renewed(Secret refresh) {
        synchronized (this) {
            asked.add(refresh.reveal());
            check();
            if (!refresh.reveal().equals("refresh-" + number)) {
                revoked = true;
                throw refused();
            }
            number++;
        }
        meanwhile.run();
        return fresh(Optional.of(Secret.of("refresh-" + number)));
    }

    @Override
    public synchronized Fresh exchanged(Secret callers) {
        asked.add(callers.reveal());
        check();
        number++;
        return fresh(Optional.empty());
    }

    private void check() {
        if (away) {
            throw new HpcException(new Failure.Unreachable("lab", "the provider is away"));
        }
        if (revoked) {
            throw refused();
        }
    }

    private synchronized Fresh fresh(Optional<Secret> refresh) {
        return new Fresh(
                Secret.of("token-" + number),
                Optional.of(clock.instant().plus(Duration.ofMinutes(10))),
                refresh);
    }

    private static HpcException refused() {
        return new HpcException(new Failure.SignInNeeded("lab", "The provider says no."));
    }
}
