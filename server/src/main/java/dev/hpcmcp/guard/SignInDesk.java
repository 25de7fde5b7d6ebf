package dev.hpcmcp.guard;

import dev.hpcmcp.port.Caller;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Where people sign in at clusters, and whether they did. */
public interface SignInDesk {
    /** The page for it, where there is one. */
    Optional<URI> page(String cluster);

    /** When they last signed in there, whatever has become of it. */
    Optional<Instant> since(Caller caller, String cluster);
}
