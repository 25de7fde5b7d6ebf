package dev.hpcmcp.rest;

import dev.hpcmcp.model.Health;
import dev.hpcmcp.port.Failure;

/** Says why a cluster cannot be used now, from what became of a look at it. */
public final class Down {
    private Down() {}

    public static Health because(Failure failure) {
        return Health.down(
                switch (failure) {
                    case Failure.SignInNeeded(String _, String how) -> how;
                    case Failure.Unreachable(String _, String problem) -> problem;
                    case Failure.NotAllowed(String what, var _) -> what;
                    case Failure.Busy _ -> "it is out of service for the moment";
                    case Failure.BadAnswer(String _, int status, String problem) ->
                            problem + " (HTTP " + status + ")";
                    default -> "it did not answer as it should";
                });
    }
}
