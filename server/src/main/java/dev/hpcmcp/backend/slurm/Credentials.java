package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.SlurmSettings.Credential;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.port.WebToken;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * As whom a caller acts on the cluster. The key can make a token for anybody, and Slurm takes one
 * for a name that does not exist as "nobody": so the name is checked here, and never that of an
 * administrator.
 */
final class Credentials {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_.-]{0,31}");
    private static final Set<String> POWERFUL = Set.of("root", "slurm");
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final String cluster;
    private final Credential credential;
    private final Accounts accounts;
    private final Clock clock;

    /** No more than there are users: only known ones get here. */
    private final Map<String, Minted> minted = new ConcurrentHashMap<>();

    /** Used for a while: reading the key and signing would be done anew with every call. */
    private record Minted(Pass pass, Instant at) {
        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(FRESH));
        }
    }

    Credentials(String cluster, Credential credential, Accounts accounts, Clock clock) {
        this.cluster = cluster;
        this.credential = credential;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** A user of the cluster, and what proves it. */
    record Pass(String user, Secret token) {}

    Pass of(Caller caller) {
        return switch (credential) {
            case Credential.Token(String user, Secret token) -> fixed(user, token);
            case Credential.Each each -> own(each, caller);
            case Credential.Key key -> minted(key, key.user().orElse(caller.subject()));
        };
    }

    private Pass own(Credential.Each each, Caller caller) {
        Credential.Token own = each.tokens().apply(caller);
        return fixed(own.user(), own.token());
    }

    private Pass fixed(String user, Secret token) {
        if (WebToken.end(token).filter(end -> !clock.instant().isBefore(end)).isPresent()) {
            throw signIn("The token we have for it has expired: get a new one, as with scontrol.");
        }
        return new Pass(user, token);
    }

    private Pass minted(Credential.Key key, String user) {
        if (!NAME.matcher(user).matches() || POWERFUL.contains(user) || accounts.isRoot(user)) {
            throw refused();
        }
        boolean known =
                key.allowed().isEmpty() ? accounts.knows(user) : key.allowed().contains(user);
        if (!known) {
            throw refused();
        }
        Instant now = clock.instant();
        Optional<Minted> last =
                Optional.ofNullable(minted.get(user)).filter(one -> one.isFresh(now));
        if (last.isPresent()) {
            return last.get().pass();
        }
        try {
            Pass pass = new Pass(user, Token.minted(Files.readAllBytes(key.file()), user, now));
            minted.put(user, new Minted(pass, now));
            return pass;
        } catch (IOException e) {
            throw new HpcException(
                    new Failure.SignInNeeded(cluster, "The site's key for it cannot be read."), e);
        }
    }

    private HpcException refused() {
        return new HpcException(
                new Failure.NotAllowed(
                        "acting on " + cluster + " for somebody who is no ordinary user there",
                        Optional.empty()));
    }

    private HpcException signIn(String how) {
        return new HpcException(new Failure.SignInNeeded(cluster, how));
    }
}
