package dev.hpcmcp.guard;

import dev.hpcmcp.port.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Somebody stopped somebody's agents.
 *
 * @param name of the token or user; empty if all are meant
 * @param by who did it, and is to be asked
 * @param until when it ends by itself, if it does
 */
public record Stop(
        Target target,
        String name,
        String by,
        Instant since,
        Optional<Instant> until,
        Optional<String> reason) {
    /** What is stopped. */
    public enum Target {
        TOKEN,
        USER,
        ALL;

        /** Such as "the agents of alice". */
        public String whom(String name) {
            return switch (this) {
                case ALL -> "all agents";
                case USER -> "the agents of " + name;
                case TOKEN -> "the agents with the token " + name;
            };
        }
    }

    boolean stops(Caller caller, Instant now) {
        return !over(now)
                && switch (target) {
                    case ALL -> true;
                    case USER -> caller.subject().equals(name);
                    case TOKEN -> caller.badge().token().equals(Optional.of(name));
                };
    }

    public boolean over(Instant now) {
        return until.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** Such as "ann stopped all agents at 2026-03-01T12:00:00Z, until ...". */
    public String words() {
        return "%s stopped %s at %s%s%s"
                .formatted(
                        by,
                        target.whom(name),
                        time(since),
                        until.map(end -> ", until " + time(end)).orElse(""),
                        reason.map(why -> ": " + why).orElse(""));
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
