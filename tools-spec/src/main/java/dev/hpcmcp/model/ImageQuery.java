package dev.hpcmcp.model;

import java.util.Optional;

/** Which images to list. */
public record ImageQuery(
        Optional<String> type, Optional<String> search, int limit, Optional<String> cursor) {}
