package dev.hpcmcp.guard.policy;

import java.time.Duration;

/** Figures as people read them. */
final class Spell {
    private Spell() {}

    /** A span, rounded up: who comes again after it is not early. */
    static String time(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 60) {
            return Math.max(1, seconds) + " s";
        }
        long minutes = (seconds + 59) / 60;
        if (minutes < 120) {
            return minutes == 60 ? "1 hour" : minutes == 1 ? "1 minute" : minutes + " minutes";
        }
        long hours = (minutes + 59) / 60;
        if (hours < 48) {
            return hours + " hours";
        }
        long days = hours / 24;
        return hours % 24 == 0
                ? days + " days"
                : "%d days and %d hours".formatted(days, hours % 24);
    }

    /** Without a point where none is needed. */
    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
