package dev.hpcmcp.model;

import java.time.Instant;
import java.util.Optional;

/** A message a service keeps for people, or an address that it sends messages to. */
public record Notice(
        @Doc("Its id") String id,
        @Doc("Which of the two") Kind kind,
        @Doc("Title, or a webhook's address") String title,
        @Doc("Text") Optional<String> message,
        @Doc("How bad") Optional<Alert.Level> level,
        @Doc("Run it is about") Optional<JobId> jobId,
        @Doc("When") Optional<Instant> at,
        @Doc("What became of it") Optional<String> status) {
    /** A message, or an address. */
    public enum Kind {
        NOTIFICATION,
        WEBHOOK
    }
}
