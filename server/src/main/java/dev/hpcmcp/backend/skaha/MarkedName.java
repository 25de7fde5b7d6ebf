package dev.hpcmcp.backend.skaha;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that carries a request's mark, so that a session whose creation nobody saw is found again:
 * the name is all of a request that the service shows. A mark is longer than names may be, so a
 * code of it is put at the end; two of its letters prove the others, so that nothing is taken off a
 * name that only looks like one of ours.
 */
final class MarkedName {
    private static final int LETTERS = 8;
    private static final int PROOF = 2;
    private static final Pattern MARKED =
            Pattern.compile("(.+)--([a-z0-9]{" + LETTERS + "})([a-z0-9]{" + PROOF + "})");

    private MarkedName() {}

    /** A given name with the mark behind it. */
    static String of(String name, String mark) {
        return name + "--" + code(mark);
    }

    /** A name of our own making, which shows the mark. */
    static String made(String kind, String mark) {
        return kind + "-" + code(mark);
    }

    static boolean carries(String name, String mark) {
        return name.toLowerCase(Locale.ROOT).endsWith("-" + code(mark));
    }

    /** The name that was given. */
    static String bare(String name) {
        Matcher matcher = MARKED.matcher(name);
        return matcher.matches() && letters(matcher.group(2), PROOF).equals(matcher.group(3))
                ? matcher.group(1)
                : name;
    }

    private static String code(String mark) {
        String code = letters(mark, LETTERS);
        return code + letters(code, PROOF);
    }

    private static String letters(String text, int count) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, hash)
                    .setBit(Byte.SIZE * hash.length)
                    .toString(Character.MAX_RADIX)
                    .substring(1, 1 + count);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
