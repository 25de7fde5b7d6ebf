package dev.hpcmcp.auth;

import dev.hpcmcp.port.Caller;

/** What became of asking whose a token is. */
public sealed interface Verdict {
    Verdict UNKNOWN = new Unknown();

    static Verdict known(Caller caller) {
        return new Known(caller, false);
    }

    /**
     * It is this caller's.
     *
     * @param mayGrow whether their program could come back with a token that allows more
     */
    record Known(Caller caller, boolean mayGrow) implements Verdict {}

    /** It is nobody's here, or not any more. */
    record Unknown() implements Verdict {}

    /**
     * It cannot be told now.
     *
     * @param why for whoever sent it
     */
    record Unsure(String why) implements Verdict {}
}
