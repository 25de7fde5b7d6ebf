package dev.hpcmcp.auth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where sealed credentials are kept. Several servers may share one: what one of them writes, the
 * others read at once.
 *
 * <p>Every method fails with {@code Unreachable} where it cannot be used.
 */
public interface CredentialShelf {
    /** Puts it in the place of an older one; false if there was none. */
    boolean put(SealedCredential credential);

    Optional<SealedCredential> find(String subject, String cluster);

    /** False if there was none. */
    boolean remove(String subject, String cluster);

    /** All of them, by subject and cluster. */
    List<SealedCredential> all();

    /** False, and nothing is done, if the old one is not there any more as it was. */
    boolean replace(SealedCredential old, SealedCredential fresh);

    /**
     * Takes the right to renew this one, for one server at a time, until then. False if somebody
     * else has it, or the credential is not there any more as it was.
     */
    boolean claim(SealedCredential credential, Instant now, Instant until);
}
