package dev.hpcmcp.auth;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token as its owner gets it, once: {@code hpcmcp_ID_SECRET}. The id says which one it is and is
 * no secret; the secret has 256 random bits. Secret scanners know it by the prefix and the length.
 */
public record MintedToken(String id, String whole) {
    static final String PREFIX = "hpcmcp_";

    private static final Pattern FORM =
            Pattern.compile(PREFIX + "([a-z2-7]{10})_[A-Za-z0-9_-]{43}");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    static MintedToken next() {
        var id = new StringBuilder();
        RANDOM.ints(ID_LENGTH, 0, LETTERS.length()).forEach(i -> id.append(LETTERS.charAt(i)));
        return next(id.toString());
    }

    /** Another secret for a token that is there. */
    static MintedToken next(String id) {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new MintedToken(id, PREFIX + id + "_" + text);
    }

    /** The id in a token, if it has the form of ours. */
    static Optional<String> idIn(String token) {
        Matcher form = FORM.matcher(token);
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }

    /** Whether a token says that it is ours, and so is for nobody else's eyes. */
    public static boolean ours(String token) {
        return token.startsWith(PREFIX);
    }

    @Override
    public String toString() {
        return "MintedToken[id=" + id + "]";
    }
}
