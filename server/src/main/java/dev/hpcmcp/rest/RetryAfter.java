package dev.hpcmcp.rest;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the {@code Retry-After} header in both its forms. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /**
     * @param date the answer's {@code Date}: their clock, which a date of theirs is compared with
     *     if it is known
     * @param now our clock
     */
    static Optional<Duration> in(String value, Optional<String> date, Instant now) {
        String text = value.strip();
        return text.chars().allMatch(c -> c >= '0' && c <= '9') && !text.isEmpty()
                ? Optional.of(seconds(text))
                : instant(text)
                        .map(then -> until(then, date.flatMap(RetryAfter::instant).orElse(now)));
    }

    private static Duration seconds(String digits) {
        return digits.length() > 6 ? LONGEST : within(Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static Duration until(Instant then, Instant from) {
        Duration wait = Duration.between(from, then);
        return wait.isNegative() ? Duration.ZERO : within(wait);
    }

    private static Duration within(Duration wait) {
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
