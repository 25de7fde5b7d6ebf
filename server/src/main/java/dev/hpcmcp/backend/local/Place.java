package dev.hpcmcp.backend.local;

import java.util.Locale;

/** Where an unfinished job or task is entered: each place is a directory of the spool. */
enum Place {
    QUEUE,
    HELD,
    ACTIVE;

    String directory() {
        return name().toLowerCase(Locale.ROOT);
    }
}
