package dev.hpcmcp.app;

import dev.hpcmcp.store.AuditSettings;
import java.time.Duration;
import java.util.Optional;

/** What is recorded of calls and of deeds outside them, and where. */
record AuditPart(
        Optional<Boolean> enabled,
        Optional<Boolean> reads,
        boolean required,
        Optional<String> file,
        Optional<Integer> keepDays) {
    static final AuditPart NONE =
            new AuditPart(
                    Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());
    private static final int USUAL_DAYS = 365;

    AuditPart {
        if (keepDays.filter(days -> days < 1).isPresent()) {
            throw new IllegalArgumentException("keep-days is at least 1");
        }
        if (required && !enabled.orElse(true)) {
            throw new IllegalArgumentException("an audit that is required is enabled");
        }
    }

    boolean on() {
        return enabled.orElse(true);
    }

    /** One person's reads at their own machine are not worth opening a database for. */
    boolean reads(boolean http) {
        return reads.orElse(http);
    }

    AuditSettings settings() {
        return new AuditSettings(file.map(Paths::of), Duration.ofDays(keepDays.orElse(USUAL_DAYS)));
    }
}
