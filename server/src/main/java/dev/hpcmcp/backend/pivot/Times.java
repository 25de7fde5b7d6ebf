package dev.hpcmcp.backend.pivot;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads times of a service that writes them in four ways. */
final class Times {
    private static final long QUARTER = Duration.ofMinutes(15).toMillis();
    private static final Duration FARTHEST = Duration.ofHours(15);

    private Times() {}

    /** One with an offset, or in UTC if it has none. */
    static Optional<Instant> utc(String text) {
        return read(text, ZoneOffset.UTC);
    }

    /** One of the service's own clock, if it is known how far that is from UTC. */
    static Optional<Instant> local(String text, Optional<ZoneOffset> zone) {
        return offset(text).or(() -> zone.flatMap(known -> read(text, known)));
    }

    /**
     * How far a service's clock is from UTC, told by what time it says it is. Zones differ by
     * quarters of an hour; what remains is delay.
     */
    static Optional<ZoneOffset> zone(String itsNow, Instant now) {
        return read(itsNow, ZoneOffset.UTC)
                .map(then -> Duration.between(now, then))
                .filter(ahead -> ahead.abs().compareTo(FARTHEST) < 0)
                .map(ahead -> Math.round((double) ahead.toMillis() / QUARTER) * QUARTER / 1000)
                .map(seconds -> ZoneOffset.ofTotalSeconds(Math.toIntExact(seconds)));
    }

    private static Optional<Instant> read(String text, ZoneOffset zone) {
        return offset(text).or(() -> naive(text, zone));
    }

    private static Optional<Instant> offset(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
        } catch (DateTimeException notSo) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> naive(String text, ZoneOffset zone) {
        try {
            return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(zone));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
