package dev.hpcmcp.guard.policy;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A limit that has no room.
 *
 * @param frees when it will have, by time alone
 */
public record Excess(Allotment limit, long used, long asked, Optional<Instant> frees) {
    Failure failure(Instant now) {
        return new Failure.OverBudget(
                limit.name(),
                limit.words(used),
                Optional.of(limit.words(asked)),
                Optional.of(frees(now)));
    }

    HpcException thrown(Instant now) {
        return new HpcException(failure(now));
    }

    private String frees(Instant now) {
        if (asked > limit.most()) {
            return "This is more than there ever is: ask for less";
        }
        return frees.map(time -> "There will be room in " + Spell.time(Duration.between(now, time)))
                .orElse(
                        limit.quota().hours()
                                ? "There will be room when live jobs end before their time, and later as the hours of ended ones pass"
                                : "There will be room when one of the live jobs ends");
    }
}
