package dev.hpcmcp.backend.ondemand;

/** Versions of the API as far as a client can tell them apart: it has no number to ask for. */
enum Release {
    FIRST("its first version"),
    FILES("files"),
    ENVIRONMENT("files and environment"),
    CONTEXT("site rules"),
    CAPACITY("queues and accounts"),
    CONTROL("hold, release and history"),
    PORTABLE("portable states, v0.3"),
    STRICT("v0.4 or later");

    private final String words;

    Release(String words) {
        this.words = words;
    }

    boolean has(Release feature) {
        return compareTo(feature) >= 0;
    }

    String words() {
        return words;
    }
}
