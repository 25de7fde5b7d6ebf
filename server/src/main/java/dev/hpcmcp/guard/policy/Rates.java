package dev.hpcmcp.guard.policy;

import dev.hpcmcp.port.Allowance;
import dev.hpcmcp.port.Caller;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How often callers may call, by the policy: each user with all their tokens, or each token. */
public final class Rates {
    /** Ten seconds' worth may be spent at once. */
    private static final double AT_ONCE = 1.0 / 6;

    /** Whoever was longest away is forgotten first, and begins anew with a full purse. */
    private static final int REMEMBERED = 10_000;

    private final Supplier<Policy> policy;
    private final LongSupplier nanos;
    private final Map<Key, Allowance> allowances =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<Key, Allowance> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    private record Key(String subject, Optional<String> token, int perMinute) {}

    /** Who has to wait, and how long. */
    public record Wait(String who, int perMinute, Duration time) {
        public String words() {
            return "%s may call %d times a minute".formatted(who, perMinute);
        }
    }

    public Rates(Supplier<Policy> policy, LongSupplier nanos) {
        this.policy = policy;
        this.nanos = nanos;
    }

    /** Counts one call, unless the caller has to wait. */
    public Optional<Wait> take(Caller caller) {
        List<Rule> rules = policy.get().pacing(caller);
        return take(caller, rules, false).or(() -> take(caller, rules, true));
    }

    /** Of rules that count the same the strictest holds; a call is one for all of them. */
    private Optional<Wait> take(Caller caller, List<Rule> rules, boolean byToken) {
        return rules.stream()
                .filter(rule -> rule.byToken() == byToken)
                .flatMap(rule -> rule.requestsPerMinute().stream())
                .min(Integer::compareTo)
                .flatMap(perMinute -> take(caller, perMinute, byToken));
    }

    private Optional<Wait> take(Caller caller, int perMinute, boolean byToken) {
        Optional<String> token = caller.badge().token().or(() -> Optional.of(""));
        long now = nanos.getAsLong();
        long wait =
                allowances
                        .computeIfAbsent(
                                new Key(caller.subject(), token.filter(_ -> byToken), perMinute),
                                _ -> new Allowance(Optional.of(perMinute), AT_ONCE, now))
                        .take(now);
        String who = byToken ? "this token" : "user " + caller.subject();
        return Optional.of(new Wait(who, perMinute, Duration.ofNanos(wait))).filter(_ -> wait > 0);
    }
}
