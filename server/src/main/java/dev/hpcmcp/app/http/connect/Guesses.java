package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.app.http.Allowances;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** How often tokens may be tried from one address. The address of a proxy is that of all behind. */
final class Guesses {
    private static final int PER_MINUTE = 30;
    private static final double AT_ONCE = 1.0 / 3;

    private final InstantSource clock;
    private final Allowances<String> allowances = new Allowances<>(PER_MINUTE, AT_ONCE);

    Guesses(InstantSource clock) {
        this.clock = clock;
    }

    /** Nothing if it may be tried; else how long until it may. */
    Duration tooMany(String address) {
        long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
        return Duration.ofNanos(allowances.take(address, now));
    }
}
