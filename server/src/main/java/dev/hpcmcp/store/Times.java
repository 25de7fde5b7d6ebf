package dev.hpcmcp.store;

import java.time.Clock;
import java.util.function.LongSupplier;

/**
 * What time it is, and how long things take.
 *
 * @param clock for what is told and kept
 * @param nanos moves only forward, whoever sets the clock
 */
record Times(Clock clock, LongSupplier nanos, Pacing pacing) {
    static Times of(Clock clock, Pacing pacing) {
        return new Times(clock, System::nanoTime, pacing);
    }
}
