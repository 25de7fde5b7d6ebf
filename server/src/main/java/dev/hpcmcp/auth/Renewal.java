package dev.hpcmcp.auth;

import dev.hpcmcp.auth.SealedVault.Opened;
import dev.hpcmcp.auth.TokenSource.Fresh;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Renews what is about to end. A provider may take a used refresh token for a stolen one, so it is
 * used once: by one thread of one server, which says so in the store first and writes down what it
 * got before anybody uses it.
 */
final class Renewal {
    /** So long before its end. */
    private static final Duration EARLY = Duration.ofMinutes(1);

    /** Longer than the provider is waited for. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private final String cluster;
    private final SealedVault vault;
    private final TokenSource source;
    private final InstantSource clock;
    private final Patience patience;
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    /**
     * How long others wait for whoever renews what has ended already.
     *
     * @param looks how often they look whether it is done
     */
    record Patience(Duration pause, int looks) {
        static final Patience USUAL = new Patience(Duration.ofMillis(200), 75);
    }

    Renewal(
            String cluster,
            SealedVault vault,
            TokenSource source,
            InstantSource clock,
            Patience patience) {
        this.cluster = cluster;
        this.vault = vault;
        this.source = source;
        this.clock = clock;
        this.patience = patience;
    }

    /** What is good now, if anything still is. */
    Opened fresh(Opened opened) {
        if (!due(opened)) {
            return opened;
        }
        ReentrantLock turn =
                turns.computeIfAbsent(opened.sealed().subject(), _ -> new ReentrantLock());
        if (!ended(opened) && !turn.tryLock()) {
            return opened;
        }
        if (!turn.isHeldByCurrentThread()) {
            turn.lock();
        }
        try {
            return again(opened).map(this::renewed).orElse(opened);
        } finally {
            turn.unlock();
        }
    }

    private boolean due(Opened opened) {
        Credential it = opened.credential();
        return it.refresh().isPresent()
                && it.expires()
                        .filter(end -> !clock.instant().isBefore(end.minus(EARLY)))
                        .isPresent();
    }

    private boolean ended(Opened opened) {
        return opened.credential()
                .expires()
                .filter(end -> !clock.instant().isBefore(end))
                .isPresent();
    }

    /** As it is now: somebody else may have renewed it meanwhile. */
    private Optional<Opened> again(Opened opened) {
        return vault.open(opened.sealed().subject(), cluster);
    }

    private Opened renewed(Opened old) {
        if (!due(old)) {
            return old;
        }
        Instant until = clock.instant().plus(CLAIM);
        if (!vault.claim(old, until)) {
            return ended(old) ? awaited(old) : old;
        }
        try {
            vault.renew(old, with(old, source.renewed(old.credential().refresh().orElseThrow())));
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.SignInNeeded) {
                vault.renew(old, without(old)); // It is not asked again with the same.
            } else if (ended(old)) {
                throw e;
            }
        }
        return again(old).orElse(old);
    }

    private static Credential with(Opened old, Fresh fresh) {
        Credential it = old.credential();
        return new Credential(
                it.kind(),
                fresh.token(),
                it.user(),
                fresh.expires(),
                fresh.refresh().or(it::refresh));
    }

    private static Credential without(Opened old) {
        Credential it = old.credential();
        return new Credential(it.kind(), it.secret(), it.user(), it.expires(), Optional.empty());
    }

    /** Another server is at it. */
    private Opened awaited(Opened old) {
        for (int i = 0; i < patience.looks(); i++) {
            Optional<Opened> now = again(old);
            if (now.isEmpty() || !due(now.get())) {
                return now.orElse(old);
            }
            try {
                Thread.sleep(patience.pause());
            } catch (InterruptedException told) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new HpcException(
                new Failure.Unreachable(
                        cluster, "the person's sign-in for it is being renewed just now"));
    }
}
