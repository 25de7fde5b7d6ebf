package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How many requests the gateway still takes, as it says itself. The last tenth of them is spread
 * over the time they have to last.
 */
final class Budget {
    /** Longer than this nobody is kept waiting within one call. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration UNTOLD = Duration.ofSeconds(5);
    private static final double LITTLE = 0.1;

    /** A number larger than this is a time, a smaller one a duration. */
    private static final double FIRST_TIME = 1e9;

    private final String cluster;
    private final Pace pace;
    private Instant reset = Instant.MIN;
    private double limit;
    private double remaining = Double.MAX_VALUE;
    private Instant refusedUntil = Instant.EPOCH;

    Budget(String cluster, Pace pace) {
        this.cluster = cluster;
        this.pace = pace;
    }

    /** Looks at what an answer says of the budget. */
    synchronized void note(Reply reply) {
        Instant now = pace.clock().instant();
        number(reply, "X-RateLimit-Limit").ifPresent(said -> limit = said);
        number(reply, "X-RateLimit-Remaining").ifPresent(said -> remaining = said);
        number(reply, "X-RateLimit-Reset").ifPresent(said -> reset = now.plus(left(reply, said)));
        if (reply.status() == 429) {
            Duration wait =
                    reply.retryAfter()
                            .orElseGet(() ->
                                    reset.isAfter(now) ? Duration.between(now, reset) : UNTOLD);
            refusedUntil = now.plus(wait);
        }
    }

    /** Whether the last word was that we ask too often. */
    synchronized boolean isRefused() {
        return refusal().isPresent();
    }

    /** How long it will still refuse us, as it last said. */
    synchronized Optional<Duration> refusal() {
        Duration left = Duration.between(pace.clock().instant(), refusedUntil);
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /** Waits for a turn, if that is not too long. */
    void await() {
        Duration pause = pause();
        if (pause.compareTo(LONGEST_WAIT) > 0) {
            throw new HpcException(new Failure.Busy(cluster, Optional.of(pause)));
        }
        if (pause.isPositive()) {
            sleep(pause);
        }
    }

    private synchronized Duration pause() {
        Instant now = pace.clock().instant();
        if (refusedUntil.isAfter(now)) {
            return Duration.between(now, refusedUntil);
        }
        if (!reset.isAfter(now) || remaining >= limit * LITTLE) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, reset);
        if (remaining < 1) {
            return left;
        }
        Duration share = left.dividedBy((long) remaining);
        return share.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : share;
    }

    private void sleep(Duration pause) {
        try {
            pace.sleeper().sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HpcException(new Failure.Unreachable(cluster, "the call was cancelled"), e);
        }
    }

    /** Their time is compared with their clock, where they tell it. */
    private Duration left(Reply reply, double said) {
        if (said < FIRST_TIME) {
            return Duration.ofSeconds((long) said);
        }
        Instant theirs = reply.header("Date").flatMap(Budget::date).orElse(pace.clock().instant());
        Duration left = Duration.between(theirs, Instant.ofEpochSecond((long) said));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }

    private static Optional<Double> number(Reply reply, String name) {
        return reply.header(name)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,12}(\\.\\d{1,6})?"))
                .map(Double::valueOf);
    }
}
