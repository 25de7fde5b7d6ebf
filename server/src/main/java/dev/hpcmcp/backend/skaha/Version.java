package dev.hpcmcp.backend.skaha;

/** The two generations of the API, newest first: the order in which they are looked for. */
enum Version {
    V1,
    V0;

    String path() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
