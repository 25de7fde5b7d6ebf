package dev.hpcmcp.model;

import java.util.Optional;

/** What to search for, and among what. */
public record SearchQuery(String words, Optional<Hit.Kind> type, int limit) {}
