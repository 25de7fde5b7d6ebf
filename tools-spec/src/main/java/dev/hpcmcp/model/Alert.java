package dev.hpcmcp.model;

import java.time.Instant;
import java.util.Optional;

/** Something a service found worth a warning. */
public record Alert(
        @Doc("Give to manage_alert") String alertId,
        @Doc("How bad") Level level,
        @Doc("Where it stands") Status status,
        @Doc("What it says") String message,
        @Doc("Measured value") Optional<Double> value,
        @Doc("Its threshold") Optional<Double> threshold,
        @Doc("Since when") Optional<Instant> at) {
    /** How bad it is. */
    public enum Level {
        INFO,
        WARNING,
        ERROR,
        CRITICAL
    }

    /** Where it stands. */
    public enum Status {
        ACTIVE,
        ACKNOWLEDGED,
        RESOLVED
    }
}
