package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.port.WebToken;
import dev.hpcmcp.rest.Tls;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a secret says that it ends, if it is of a kind that does. Nothing is checked but that. */
final class Expiry {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN [A-Z ]*PRIVATE KEY-----.+?-----END [A-Z ]*PRIVATE KEY-----",
                    Pattern.DOTALL);

    private Expiry() {}

    static Optional<Instant> of(Kind kind, Secret secret) {
        return switch (kind) {
            case TOKEN, API_KEY -> WebToken.end(secret);
            case COOKIE -> Optional.empty();
            case CERTIFICATE -> Tls.certificate(secret).ends();
        };
    }

    /** Whether it is a certificate with its key. */
    static boolean complete(Secret pem) {
        return KEY.matcher(pem.reveal()).find() && of(Kind.CERTIFICATE, pem).isPresent();
    }
}
