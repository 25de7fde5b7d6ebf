package dev.hpcmcp.auth;

import dev.hpcmcp.port.Secret;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What one person signs in with at one cluster.
 *
 * @param user their name there, where it goes with the secret
 * @param expires when it ends, if that is known
 * @param refresh what a new one can be had for, at whoever gave this one
 */
public record Credential(
        Kind kind,
        Secret secret,
        Optional<String> user,
        Optional<Instant> expires,
        Optional<Secret> refresh) {
    /** What kind of secret it is; which of them a cluster takes is its backend's business. */
    public enum Kind {
        TOKEN,
        API_KEY,
        COOKIE,
        /** A proxy certificate and its key, in PEM. */
        CERTIFICATE;

        /** As people write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static Credential of(Kind kind, Secret secret) {
        return new Credential(kind, secret, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
