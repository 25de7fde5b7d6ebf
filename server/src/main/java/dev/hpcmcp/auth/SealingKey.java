package dev.hpcmcp.auth;

import dev.hpcmcp.port.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key that credentials are sealed with. Its id is made from it, says nothing about it, and stands
 * beside what it sealed.
 */
final class SealingKey {
    private static final int BYTES = 32;
    private static final int BYTES_OF_ID = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final SecretKeySpec key;

    private SealingKey(byte[] bytes) {
        this.id = id(bytes);
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /** As it is written down: 32 bytes in base64. Throws {@link IllegalArgumentException}. */
    static SealingKey parse(Secret text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.reveal().strip());
        } catch (IllegalArgumentException hidden) {
            // Without the cause: it may quote a part of the key.
            throw new IllegalArgumentException("a key of the vault is written in base64", null);
        }
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    "a key of the vault has 32 bytes, and this one has "
                            + bytes.length
                            + "; openssl rand -base64 32 makes one");
        }
        return new SealingKey(bytes);
    }

    static Secret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Secret.of(Base64.getEncoder().encodeToString(bytes));
    }

    private static String id(byte[] key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES_OF_ID));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String id() {
        return id;
    }

    SecretKeySpec key() {
        return key;
    }

    @Override
    public String toString() {
        return "SealingKey[" + id + "]";
    }
}
