package dev.hpcmcp.tool;

import dev.hpcmcp.port.HpcException;
import java.util.Optional;

/** Checks that a time asked for is one. */
final class Times {
    private Times() {}

    static <T extends Comparable<? super T>> void check(Optional<T> since, Optional<T> until) {
        if (since.isPresent() && until.isPresent() && since.get().compareTo(until.get()) > 0) {
            throw HpcException.invalid(
                    "until", "is before since", "a time after " + since.get() + ", or none");
        }
    }
}
