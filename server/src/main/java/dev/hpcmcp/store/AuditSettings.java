package dev.hpcmcp.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the audit is kept.
 *
 * @param file where each record goes as a line of JSON, too
 * @param keep how long records stay in the database
 */
public record AuditSettings(Optional<Path> file, Duration keep) {}
