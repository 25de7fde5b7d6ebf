package dev.hpcmcp.auth;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes tokens of 256 random bits. The prefix lets secret scanners recognise a leaked one. */
final class RandomToken {
    private static final String PREFIX = "hpcmcp_";
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomToken() {}

    static String next() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
