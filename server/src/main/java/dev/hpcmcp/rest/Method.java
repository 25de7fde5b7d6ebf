package dev.hpcmcp.rest;

/** The HTTP methods that clusters' APIs use. */
public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    PATCH,
    DELETE;

    boolean reads() {
        return this == GET || this == HEAD;
    }

    /**
     * HTTP wants these to have a body even if it is empty; the others are better off without one.
     */
    boolean needsBody() {
        return this == POST || this == PUT || this == PATCH;
    }
}
