package dev.hpcmcp.port;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How many requests a cluster may still get: a bucket that fills with time. */
public final class Allowance {
    private static final double MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Optional<Integer> perMinute;
    private final double most;
    private double tokens;
    private long filled;

    /**
     * @param atOnce what part of a minute's worth may be spent at once
     * @param now in nanoseconds, as every other time here
     */
    public Allowance(Optional<Integer> perMinute, double atOnce, long now) {
        this.perMinute = perMinute;
        this.most = Math.max(1, perMinute.orElse(0) * atOnce);
        this.tokens = most;
        this.filled = now;
    }

    /** Takes one and answers 0, or answers how long until there will be one. */
    public synchronized long take(long now) {
        if (perMinute.isEmpty()) {
            return 0;
        }
        double perNano = perMinute.get() / MINUTE;
        tokens = Math.min(most, tokens + Math.max(0, now - filled) * perNano);
        filled = now;
        if (tokens < 1) {
            return Math.max(1, (long) Math.ceil((1 - tokens) / perNano));
        }
        tokens--;
        return 0;
    }
}
