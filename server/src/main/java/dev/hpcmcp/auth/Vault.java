package dev.hpcmcp.auth;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where people's credentials for clusters are kept, so that nobody who reads the place can use
 * them. Several servers may share one: what one of them writes, the others read at once.
 *
 * <p>Every method fails with {@code Unreachable} where it cannot be used.
 */
public interface Vault {
    /** Puts it in the place of an older one; false if there was none. */
    boolean put(String subject, String cluster, Credential credential);

    Optional<Credential> find(String subject, String cluster);

    /** False if there was none. */
    boolean remove(String subject, String cluster);

    /** What is kept, without the secrets. */
    List<Kept> list();

    /** That somebody's credential for a cluster is kept. */
    record Kept(
            String subject,
            String cluster,
            Credential.Kind kind,
            Instant since,
            Optional<Instant> expires) {}
}
