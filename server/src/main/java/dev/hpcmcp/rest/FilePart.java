package dev.hpcmcp.rest;

import java.nio.file.Path;

/**
 * A file in a multipart form: the name of its field, the name it travels under, and where it is
 * here.
 */
public record FilePart(String field, String filename, Path content) {}
