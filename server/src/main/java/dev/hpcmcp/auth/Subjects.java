package dev.hpcmcp.auth;

/**
 * Who is who. Callers with tokens of this server are called what the operator calls them; those of
 * an identity provider are called by it and by their name there, so that nobody becomes somebody
 * else by having the same name elsewhere.
 */
public final class Subjects {
    private static final String FOREIGN = "oauth:";

    private Subjects() {}

    /** A name that an operator gives. */
    public static String check(String subject) {
        if (subject.isBlank() || subject.lines().count() > 1) {
            throw new IllegalArgumentException("the subject of a token is one line of text");
        }
        if (foreign(subject)) {
            throw new IllegalArgumentException(
                    "names that begin with " + FOREIGN + " are those of an identity provider");
        }
        return subject;
    }

    /** Whether an identity provider gave it, so that it is no name of an account anywhere. */
    public static boolean foreign(String subject) {
        return subject.startsWith(FOREIGN);
    }

    /**
     * Somebody whom an issuer calls so. An issuer's address holds no {@code @}, so no two pairs
     * give the same.
     */
    public static String of(String issuer, String name) {
        return FOREIGN + name + "@" + issuer;
    }
}
