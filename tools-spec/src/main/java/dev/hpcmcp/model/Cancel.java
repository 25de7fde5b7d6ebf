package dev.hpcmcp.model;

import java.util.Optional;

/** How to end a job: politely at first unless a signal or force says otherwise. */
public record Cancel(Optional<String> signal, boolean force, Optional<String> reason) {
    public static final Cancel POLITELY = new Cancel(Optional.empty(), false, Optional.empty());
}
