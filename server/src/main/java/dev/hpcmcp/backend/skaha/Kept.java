package dev.hpcmcp.backend.skaha;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Something that changes rarely, asked for again when it is old. */
final class Kept<T> {
    private final Clock clock;
    private final Duration life;
    private Optional<Known<T>> known = Optional.empty();

    Kept(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    synchronized T get(Supplier<T> source) {
        Instant now = clock.instant();
        if (known.filter(k -> now.isBefore(k.until())).isEmpty()) {
            known = Optional.of(new Known<>(source.get(), now.plus(life)));
        }
        return known.get().value();
    }

    private record Known<T>(T value, Instant until) {}
}
