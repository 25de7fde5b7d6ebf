package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.port.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slurm's tokens: JSON web tokens signed with the site's key. There is one algorithm, one fixed
 * form and nothing to verify here, so the JDK's own HMAC does it and no library is needed.
 */
final class Token {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private Token() {}

    /** A token for a user whose name was checked: it goes into the JSON as it is. */
    static Secret minted(byte[] key, String user, Instant now) {
        String claims =
                "{\"exp\":%d,\"iat\":%d,\"sun\":\"%s\"}"
                        .formatted(now.plus(LIFE).getEpochSecond(), now.getEpochSecond(), user);
        String signed = encoded(bytes(HEADER)) + "." + encoded(bytes(claims));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Secret.of(signed + "." + encoded(mac.doFinal(bytes(signed))));
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every JDK has HmacSHA256", never);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
