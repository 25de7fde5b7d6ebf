package dev.hpcmcp.port;

import dev.hpcmcp.spec.Scope;
import java.util.EnumSet;
import java.util.Optional;

/** People who call, for tests. */
public final class Callers {
    public static final Caller ALICE = of("alice");
    public static final Caller BOB = of("bob");

    private Callers() {}

    /** Somebody who may do everything everywhere. */
    public static Caller of(String subject) {
        return new Caller(subject, EnumSet.allOf(Scope.class), Optional.empty());
    }
}
