package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.port.HpcException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signals that may be sent. Newer versions of slurmrestd kill the job when they do not know the
 * signal, so nothing else ever leaves.
 */
final class Signals {
    private static final List<String> SENDABLE =
            List.of(
                    "HUP", "INT", "QUIT", "USR1", "USR2", "TERM", "KILL", "ABRT", "ALRM", "CONT",
                    "STOP");
    private static final Map<Integer, String> BY_NUMBER =
            Map.ofEntries(
                    Map.entry(1, "HUP"),
                    Map.entry(2, "INT"),
                    Map.entry(3, "QUIT"),
                    Map.entry(4, "ILL"),
                    Map.entry(6, "ABRT"),
                    Map.entry(7, "BUS"),
                    Map.entry(8, "FPE"),
                    Map.entry(9, "KILL"),
                    Map.entry(10, "USR1"),
                    Map.entry(11, "SEGV"),
                    Map.entry(12, "USR2"),
                    Map.entry(13, "PIPE"),
                    Map.entry(14, "ALRM"),
                    Map.entry(15, "TERM"),
                    Map.entry(24, "XCPU"),
                    Map.entry(25, "XFSZ"));

    private Signals() {}

    static Optional<String> named(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    static String checked(String name) {
        String bare = name.startsWith("SIG") ? name.substring(3) : name;
        if (!SENDABLE.contains(bare)) {
            throw HpcException.invalid(
                    "signal", "this signal cannot be sent to a job", String.join(", ", SENDABLE));
        }
        return bare;
    }
}
