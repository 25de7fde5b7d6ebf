package dev.hpcmcp.store;

import java.math.BigInteger;
import java.security.SecureRandom;

/** A word that nothing else has: small letters and digits, fit for a job's name. */
final class Mark {
    private static final int BITS = 80;
    private static final int LETTERS = 36;

    private Mark() {}

    static String fresh() {
        return "hpcmcp-" + word();
    }

    static String word() {
        return new BigInteger(BITS, Source.RANDOM).toString(LETTERS);
    }

    /** Made when it is first needed: a start does not pay for it. */
    private static final class Source {
        static final SecureRandom RANDOM = new SecureRandom();
    }
}
