package dev.hpcmcp.guard;

import dev.hpcmcp.port.Caller;
import java.util.Optional;

/**
 * Who does something outside calls, and by what.
 *
 * @param token the id of the token with which they came in, if they did with one
 */
public record Doer(String name, Optional<String> token, String client) {
    public static Doer inBrowser(Caller person) {
        return new Doer(person.subject(), person.badge().token(), "browser");
    }

    /**
     * Whoever may run commands here.
     *
     * @param account as the machine calls them
     */
    public static Doer atCommandLine(String account) {
        return new Doer(account, Optional.empty(), "command line");
    }
}
