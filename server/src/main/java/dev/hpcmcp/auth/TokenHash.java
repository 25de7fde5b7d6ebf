package dev.hpcmcp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is kept of a token. Tokens are random and long, so one round of SHA-256 is as good as a slow
 * password hash; and comparing hashes tells an attacker nothing by its timing.
 */
final class TokenHash {
    private static final int BYTES = 32;

    private final byte[] sha256;

    private TokenHash(byte[] sha256) {
        this.sha256 = sha256;
    }

    static TokenHash of(String token) {
        try {
            return new TokenHash(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Throws {@link IllegalArgumentException} if this is no hash. */
    static TokenHash parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 hash has " + BYTES + " bytes");
        }
        return new TokenHash(bytes);
    }

    boolean matches(TokenHash other) {
        return MessageDigest.isEqual(sha256, other.sha256);
    }

    String hex() {
        return HexFormat.of().formatHex(sha256);
    }
}
