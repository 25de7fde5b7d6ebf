package dev.hpcmcp.model;

import java.util.Optional;

/** A change to a job that does not end it. */
public record Control(
        Action action,
        Optional<Integer> priority,
        Optional<String> signal,
        Optional<String> reason) {
    /** What can be done to a job short of ending it. */
    public enum Action {
        HOLD,
        RELEASE,
        SUSPEND,
        RESUME,
        REQUEUE,
        RENEW,
        SET_PRIORITY,
        SIGNAL
    }

    public static Control of(Action action) {
        return new Control(action, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
