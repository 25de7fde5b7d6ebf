package dev.hpcmcp.app;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people type them: 90s, 30m, 1h, 7d. */
final class Spans {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

    private Spans() {}

    static Duration parse(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new UsageException(text + " is no span of time; such as 30m, 1h or 7d");
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
