package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.port.WebToken;
import dev.hpcmcp.rest.Tls;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Until when our sign-in is good, as far as it says so itself. */
final class Expiry {
    private static final Duration SOON = Duration.ofHours(24);
    private static final Pattern OF_CADC = Pattern.compile("expirytime=(\\d{12,14})\\b");

    private final Function<Caller, SkahaSettings.SignIn> signIns;
    private final Clock clock;

    Expiry(Function<Caller, SkahaSettings.SignIn> signIns, Clock clock) {
        this.signIns = signIns;
        this.clock = clock;
    }

    /** Something to say if it ends soon. */
    Optional<String> warning(Caller caller) {
        Instant now = clock.instant();
        return end(signIns.apply(caller))
                .map(end -> Duration.between(now, end))
                .filter(left -> left.compareTo(SOON) < 0)
                .map(Expiry::words);
    }

    private static String words(Duration left) {
        if (!left.isPositive()) {
            return "our sign-in has expired by our clock: renew it";
        }
        String time = left.toHours() > 0 ? left.toHours() + " h" : left.toMinutes() + " min";
        return "our sign-in ends in " + time + ": renew it in time; jobs run on without it";
    }

    private static Optional<Instant> end(SkahaSettings.SignIn signIn) {
        return switch (signIn) {
            case SkahaSettings.Token token -> ofToken(token.value());
            case SkahaSettings.Cookie cookie -> ofToken(cookie.value());
            case SkahaSettings.Certificate certificate -> Tls.certificate(certificate.pem()).ends();
            case SkahaSettings.Pem pem -> Tls.certificate(pem.content()).ends();
        };
    }

    private static Optional<Instant> ofToken(Secret secret) {
        return WebToken.end(secret)
                .or(() ->
                        found(OF_CADC, decoded(secret.reveal()))
                                .or(() -> found(OF_CADC, secret.reveal()))
                                .map(Instant::ofEpochMilli));
    }

    private static Optional<Long> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    private static String decoded(String text) {
        try {
            String plain = text.replace('-', '+').replace('_', '/');
            byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
            return new String(Base64.getDecoder().decode(bytes), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return "";
        }
    }
}
