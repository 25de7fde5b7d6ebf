package dev.hpcmcp.model;

import java.util.Optional;

/** A change to a job that does not end it. */
public record Control(
        Action action,
        Optional<Integer> priority,
        Optional<String> signal,
        Optional<String> reason,
        Optional<Long> wallTimeSeconds) {
    /** What can be done to a job short of ending it. */
    public enum Action {
        HOLD,
        RELEASE,
        SUSPEND,
        RESUME,
        REQUEUE,
        RENEW,
        SET_PRIORITY,
        SIGNAL,
        SET_TIME_LIMIT
    }

    public Control(
            Action action,
            Optional<Integer> priority,
            Optional<String> signal,
            Optional<String> reason) {
        this(action, priority, signal, reason, Optional.empty());
    }

    public static Control of(Action action) {
        return new Control(action, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
