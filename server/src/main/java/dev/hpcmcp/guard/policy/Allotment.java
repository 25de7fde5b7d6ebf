package dev.hpcmcp.guard.policy;

import dev.hpcmcp.port.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How much of something one caller has.
 *
 * @param most in seconds where it is hours
 * @param token if each token has its own; empty text for who came in without one
 * @param clusters on which it counts; all, if there are none
 */
public record Allotment(
        Quota quota,
        long most,
        Duration window,
        String caller,
        Optional<String> token,
        Set<String> clusters) {
    static Allotment of(Quota quota, Amount amount, Rule rule, Caller caller) {
        return new Allotment(
                quota,
                amount.most(),
                amount.window(),
                caller.subject(),
                rule.byToken() ? Optional.of(caller.badge().token().orElse("")) : Optional.empty(),
                rule.on());
    }

    /** A number of it in words. */
    String words(long number) {
        if (!quota.hours()) {
            return String.valueOf(number);
        }
        double hours = Math.round(number / 36.0) / 100.0;
        return hours == Math.rint(hours) ? String.valueOf((long) hours) : String.valueOf(hours);
    }

    /** Which limit it is, and whose. */
    String name() {
        String over = quota.hours() ? " in " + Spell.time(window) : "";
        return "%s: %s%s for %s%s%s"
                .formatted(
                        quota.key(),
                        words(most),
                        over,
                        caller,
                        token.map(id -> id.isEmpty() ? "" : " with token " + id).orElse(""),
                        clusters.isEmpty()
                                ? ""
                                : " on " + String.join(", ", clusters.stream().sorted().toList()));
    }
}
