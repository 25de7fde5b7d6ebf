package dev.hpcmcp.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the tokens that were made here are kept. Several servers may share one: what one of them
 * writes, the others read at once.
 *
 * <p>Every method fails with {@code Unreachable} where it cannot be used.
 */
public interface TokenShelf {
    void add(IssuedToken token);

    Optional<IssuedToken> find(String id);

    /** All of them, the oldest first. */
    List<IssuedToken> all();

    /** Notes that it was used, unless somebody did so within that time. */
    void used(String id, Instant now, Duration every);

    /** False if there is none of that id that was not revoked before. */
    boolean revoke(String id, Instant now);

    /** Puts another secret in the place of one that was not revoked; false if there is none. */
    boolean replace(String id, String sha256, Instant now, Optional<Instant> expires);
}
