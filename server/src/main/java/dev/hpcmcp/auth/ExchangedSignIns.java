package dev.hpcmcp.auth;

import dev.hpcmcp.auth.TokenSource.Fresh;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tokens for one cluster, for which the caller's identity provider exchanges the one with which
 * they called us. Theirs goes to the provider and to nobody else. What came of it serves the same
 * token again until shortly before it ends, and is nowhere but in memory.
 */
public final class ExchangedSignIns implements SignIns {
    public static final String WAY =
            "The person's program has to sign in at this server anew, through the identity provider; then make the call again.";

    private static final Duration EARLY = Duration.ofSeconds(30);

    /** What is used for a while where nobody says how long it is good. */
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final String cluster;
    private final TokenSource source;
    private final InstantSource clock;
    private final Map<Secret, Slot> slots = new ConcurrentHashMap<>();

    public ExchangedSignIns(String cluster, TokenSource source, InstantSource clock) {
        this.cluster = cluster;
        this.source = source;
        this.clock = clock;
    }

    private record Held(Credential credential, Instant until) {}

    /** Of one token of somebody's: all who need it at the same time wait for the same. */
    private final class Slot {
        private Optional<Held> held = Optional.empty();

        private synchronized Credential get(Secret callers) {
            Instant now = clock.instant();
            if (held.filter(it -> now.isBefore(it.until())).isEmpty()) {
                Fresh fresh = source.exchanged(callers);
                held =
                        Optional.of(
                                new Held(
                                        new Credential(
                                                Credential.Kind.TOKEN,
                                                fresh.token(),
                                                Optional.empty(),
                                                fresh.expires(),
                                                Optional.empty()),
                                        fresh.expires()
                                                .map(end -> end.minus(EARLY))
                                                .orElse(now.plus(LIFE))));
            }
            return held.get().credential();
        }

        /** Nobody waits for the provider only to learn this. */
        private boolean over(Instant now) {
            return held.filter(it -> !now.isBefore(it.until())).isPresent();
        }
    }

    @Override
    public SignedIn of(Caller caller) {
        Secret callers =
                caller.badge()
                        .bearer()
                        .orElseThrow(() ->
                                needed(
                                        "It wants to be called for somebody whom the identity"
                                                + " provider knows, and you came with another token."));
        Instant now = clock.instant();
        Slot slot = slots.computeIfAbsent(callers, _ -> new Slot());
        slots.entrySet().removeIf(other -> other.getValue() != slot && other.getValue().over(now));
        try {
            return new SignedIn(slot.get(callers), caller.subject());
        } catch (HpcException e) {
            slots.remove(callers, slot);
            throw e.failure() instanceof Failure.SignInNeeded(String _, String why)
                    ? needed(why)
                    : e;
        }
    }

    private HpcException needed(String why) {
        return new HpcException(new Failure.SignInNeeded(cluster, why + " " + WAY));
    }

    /** For tests: how many tokens are remembered now. */
    int size() {
        return slots.size();
    }
}
