package dev.hpcmcp.app.deeds;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How the audit says things. */
final class Words {
    private Words() {}

    static String until(Instant end) {
        return "until " + end.truncatedTo(ChronoUnit.SECONDS);
    }
}
