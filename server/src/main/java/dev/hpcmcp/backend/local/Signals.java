package dev.hpcmcp.backend.local;

import dev.hpcmcp.port.HpcException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The signals that may be sent to jobs, and the names of those that end them. */
final class Signals {
    private static final List<String> SENDABLE =
            List.of(
                    "HUP", "INT", "QUIT", "USR1", "USR2", "TERM", "KILL", "ABRT", "ALRM", "CONT",
                    "STOP", "WINCH");
    private static final boolean MAC =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    private static final Map<Integer, String> BY_NUMBER = byNumber();

    private Signals() {}

    private static Map<Integer, String> byNumber() {
        Map<Integer, String> names =
                new TreeMap<>(
                        Map.of(
                                1, "HUP", 2, "INT", 3, "QUIT", 4, "ILL", 5, "TRAP", 6, "ABRT", 8,
                                "FPE", 9, "KILL", 11, "SEGV", 13, "PIPE"));
        names.putAll(Map.of(14, "ALRM", 15, "TERM", 24, "XCPU", 25, "XFSZ"));
        names.putAll(
                MAC
                        ? Map.of(10, "BUS", 12, "SYS", 30, "USR1", 31, "USR2")
                        : Map.of(7, "BUS", 10, "USR1", 12, "USR2", 31, "SYS"));
        return names;
    }

    /** The signal that a shell means by an exit status over 128. */
    static Optional<String> ofStatus(int status) {
        return Optional.ofNullable(BY_NUMBER.get(status - 128));
    }

    /** The name as {@code kill} wants it. */
    static String checked(String name) {
        String bare = name.startsWith("SIG") ? name.substring(3) : name;
        if (!SENDABLE.contains(bare)) {
            throw HpcException.invalid(
                    "signal", "this signal cannot be sent to a job", String.join(", ", SENDABLE));
        }
        return bare;
    }
}
