package dev.hpcmcp.app.http.connect;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import dev.hpcmcp.auth.Credential.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a secret says that it ends, if it is of a kind that does. Nothing is checked but that. */
final class Expiry {
    private static final Pattern KEY =
            Pattern.compile(
                    "-----BEGIN [A-Z ]*PRIVATE KEY-----.+?-----END [A-Z ]*PRIVATE KEY-----",
                    Pattern.DOTALL);

    private Expiry() {}

    static Optional<Instant> of(Kind kind, String secret) {
        return switch (kind) {
            case TOKEN, API_KEY -> claimed(secret);
            case COOKIE -> Optional.empty();
            case CERTIFICATE ->
                    certificates(secret).stream()
                            .filter(X509Certificate.class::isInstance)
                            .map(it -> ((X509Certificate) it).getNotAfter().toInstant())
                            .min(Instant::compareTo);
        };
    }

    /** Whether it is a certificate with its key. */
    static boolean complete(String pem) {
        return KEY.matcher(pem).find() && !certificates(pem).isEmpty();
    }

    private static Optional<Instant> claimed(String token) {
        try {
            JWTClaimsSet claims = JWTParser.parse(token).getJWTClaimsSet();
            return Optional.ofNullable(claims == null ? null : claims.getExpirationTime())
                    .map(Date::toInstant);
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty(); // It is no JWT, then; most are not.
        }
    }

    private static Collection<? extends Certificate> certificates(String pem) {
        // The key stands between them in a proxy certificate, and is not for this reader.
        String only = KEY.matcher(pem).replaceAll("");
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(only.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            return List.of();
        }
    }
}
