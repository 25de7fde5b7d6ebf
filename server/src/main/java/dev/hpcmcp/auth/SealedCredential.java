package dev.hpcmcp.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * A credential as it is kept. All that is not in the box can be read by whoever reads the place,
 * and nobody can change it unnoticed.
 *
 * @param put when the person gave it; it stays so when it is renewed without them
 * @param key the id of the key it is sealed with
 * @param box the secrets, sealed, in base64
 */
public record SealedCredential(
        String subject,
        String cluster,
        Credential.Kind kind,
        Instant put,
        Optional<Instant> expires,
        String key,
        String box) {
    Vault.Kept kept() {
        return new Vault.Kept(subject, cluster, kind, put, expires);
    }

    @Override
    public String toString() {
        return "SealedCredential[" + subject + ", " + cluster + "]";
    }
}
