package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.HpcException;
import java.util.Locale;
import java.util.Set;

/** Signals by the names that this API writes: {@code SIGTERM}. */
final class Signals {
    private static final Set<String> KNOWN =
            Set.of(
                    "SIGHUP", "SIGINT", "SIGQUIT", "SIGABRT", "SIGKILL", "SIGALRM", "SIGTERM",
                    "SIGUSR1", "SIGUSR2", "SIGURG", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN",
                    "SIGTTOU");

    private Signals() {}

    static String checked(String signal) {
        String upper = signal.strip().toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper : "SIG" + upper;
        if (!KNOWN.contains(name)) {
            throw HpcException.invalid(
                    "signal", "it is no signal's name", "HUP, INT, TERM, KILL, USR1, USR2, ...");
        }
        return name;
    }
}
