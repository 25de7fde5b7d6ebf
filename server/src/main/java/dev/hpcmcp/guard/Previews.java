package dev.hpcmcp.guard;

import java.time.Instant;

/** Calls that were shown and may be made once. */
public interface Previews {
    void remember(String seal, Instant until);

    /** Whether it was remembered and is not over; it is forgotten by that. */
    boolean take(String seal, Instant now);
}
