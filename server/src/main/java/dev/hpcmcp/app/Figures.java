package dev.hpcmcp.app;

import dev.hpcmcp.guard.policy.Amount;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Figures of the policy, as people write them. */
final class Figures {
    private static final Pattern HOURS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?) per (\\w+)");
    private static final Duration LONGEST = Duration.ofDays(31);

    private Figures() {}

    /** Such as {@code 500 per 7d}. */
    static Amount hours(String text) {
        Matcher hours = HOURS.matcher(text.strip());
        if (!hours.matches()) {
            throw new IllegalArgumentException(
                    "%s is no number of hours in a time; write it like 500 per 7d".formatted(text));
        }
        Duration window = span(hours.group(2));
        if (window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("hours are counted over 31d at most");
        }
        return Amount.hours(Double.parseDouble(hours.group(1)), window);
    }

    static Duration span(String text) {
        Duration span;
        try {
            span = Spans.parse(text.strip());
        } catch (UsageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        if (span.isZero()) {
            throw new IllegalArgumentException("a time is longer than nothing");
        }
        return span;
    }

    static double atLeast(int least, String key, int given) {
        if (given < least) {
            throw new IllegalArgumentException(key + " is at least " + least);
        }
        return given;
    }

    static double above(int bound, String key, double given) {
        if (given <= bound) {
            throw new IllegalArgumentException(key + " is more than " + bound);
        }
        return given;
    }
}
