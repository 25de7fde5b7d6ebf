package dev.hpcmcp.auth;

import dev.hpcmcp.port.Secret;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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
    private static final Pattern ONE_WORD = Pattern.compile("[\\x21-\\x7e]+");

    public Credential {
        // It goes into a header as it is. The words never quote it.
        if (kind == Kind.CERTIFICATE) {
            if (!secret.reveal().contains("-----BEGIN CERTIFICATE-----")) {
                throw new IllegalArgumentException(
                        "a certificate is given in PEM, with its key and its chain");
            }
        } else if (!ONE_WORD.matcher(secret.reveal()).matches()) {
            throw new IllegalArgumentException(
                    "a " + kind.text() + " is one word of printable ASCII characters");
        }
        if (user.filter(name -> !ONE_WORD.matcher(name).matches()).isPresent()) {
            throw new IllegalArgumentException("a name at a cluster is one word");
        }
    }

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
