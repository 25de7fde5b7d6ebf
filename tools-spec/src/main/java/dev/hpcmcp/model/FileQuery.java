package dev.hpcmcp.model;

import java.util.Optional;

/** Which files to list: those in a directory, or one file by itself. */
public record FileQuery(String path, int limit, Optional<String> cursor) {}
