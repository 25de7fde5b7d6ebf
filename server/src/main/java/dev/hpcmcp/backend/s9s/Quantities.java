package dev.hpcmcp.backend.s9s;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as S9S writes them: {@code 7-00:00:00}, {@code 12m 34s}, {@code 128GB}. */
final class Quantities {
    private static final Pattern CLOCK =
            Pattern.compile("(?:(\\d{1,6})-)?(\\d{1,6}):(\\d{1,2})(?::(\\d{1,2})(?:\\.\\d+)?)?");
    private static final Pattern WORDED = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(d|h|m|s|ms)\\s*");
    private static final Pattern SIZE =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGTP]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Double> SECONDS =
            Map.of("d", 86_400.0, "h", 3600.0, "m", 60.0, "s", 1.0, "ms", 0.001);
    private static final long DAY = 86_400;

    private Quantities() {}

    static Optional<Double> number(String text) {
        return text.matches("-?\\d{1,18}(\\.\\d{1,18})?([eE][-+]?\\d{1,2})?")
                ? Optional.of(Double.valueOf(text))
                : Optional.empty();
    }

    static Optional<Long> seconds(String text) {
        return exactSeconds(text).map(Math::round);
    }

    /** Empty also for what has no end, such as {@code UNLIMITED}. */
    private static Optional<Double> exactSeconds(String text) {
        Matcher clock = CLOCK.matcher(text);
        if (clock.matches()) {
            return Optional.of(
                    (double)
                            (part(clock, 1) * DAY
                                    + part(clock, 2) * 3600
                                    + part(clock, 3) * 60
                                    + part(clock, 4)));
        }
        Optional<Double> plain = number(text).filter(seconds -> seconds >= 0);
        return plain.isPresent() ? plain : worded(text.toLowerCase(Locale.ROOT));
    }

    private static Optional<Double> worded(String text) {
        Matcher part = WORDED.matcher(text);
        double sum = 0;
        int end = 0;
        while (part.find() && part.start() == end) {
            sum += Double.parseDouble(part.group(1)) * SECONDS.getOrDefault(part.group(2), 0.0);
            end = part.end();
        }
        return end > 0 && end == text.length() ? Optional.of(sum) : Optional.empty();
    }

    private static long part(Matcher clock, int group) {
        return clock.group(group) == null ? 0 : Long.parseLong(clock.group(group));
    }

    /** Slurm says GB and means 2^30; what has no unit is in MB there. */
    static Optional<Double> gigabytes(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            return Optional.empty();
        }
        double amount = Double.parseDouble(size.group(1));
        return Optional.of(
                switch (size.group(2).toUpperCase(Locale.ROOT)) {
                    case "P" -> amount * 1024 * 1024;
                    case "T" -> amount * 1024;
                    case "G" -> amount;
                    case "K" -> amount / 1024 / 1024;
                    default -> amount / 1024;
                });
    }

    /** As {@code 4:00:00}, days as hours. */
    static String clock(long seconds) {
        return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** As {@code 64GB}, or in MB if it is not a whole number of those. */
    static String size(double gigabytes) {
        long megabytes = (long) Math.ceil(gigabytes * 1024);
        return megabytes % 1024 == 0 ? megabytes / 1024 + "GB" : megabytes + "MB";
    }
}
