package dev.hpcmcp.backend.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this machine tells of itself in {@code /proc}; nothing where there is none. */
final class Machine {
    private static final double KIB_IN_GB = 1_000_000_000.0 / 1024;

    /** In {@code /proc/PID/stat} after the name: the session, and the clock ticks it used. */
    private static final int SESSION = 3;

    private static final int FIRST_TIME = 11;
    private static final int LAST_TIME = 14;

    /** What Linux counts in towards programs, whatever it does inside. */
    private static final double TICKS_PER_SECOND = 100;

    private final Path proc;

    Machine() {
        this(Path.of("/proc"));
    }

    Machine(Path proc) {
        this.proc = proc;
    }

    Optional<Double> memoryGbTotal() {
        return memory("MemTotal");
    }

    /** What programs could still have, with what only caches files. */
    Optional<Double> memoryGbAvailable() {
        return memory("MemAvailable");
    }

    private Optional<Double> memory(String name) {
        return read("meminfo")
                .map(Pattern.compile("(?m)^" + name + ":\\s+(\\d{1,15}) kB$")::matcher)
                .filter(Matcher::find)
                .map(found -> Long.parseLong(found.group(1)) / KIB_IN_GB);
    }

    /** Processes that ran or wanted to, on average over a minute. */
    Optional<Double> load() {
        return read("loadavg")
                .map(text -> text.split(" ", 2)[0])
                .filter(first -> first.matches("\\d{1,9}\\.\\d{1,9}"))
                .map(Double::parseDouble);
    }

    /** Whether {@link #cpuSeconds} can tell. */
    boolean countsCpu() {
        return read("self/stat").isPresent();
    }

    /**
     * The processor time of everything that runs in a session, and of its children that ended and
     * were waited for.
     */
    double cpuSeconds(long session) throws IOException {
        double ticks = 0;
        try (var processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                ticks += ticks(process.getFileName() + "/stat", Long.toString(session));
            }
        }
        return ticks / TICKS_PER_SECOND;
    }

    private long ticks(String stat, String session) {
        String text = read(stat).orElse("");
        String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length <= LAST_TIME || !fields[SESSION].equals(session)) {
            return 0;
        }
        long ticks = 0;
        for (int i = FIRST_TIME; i <= LAST_TIME; i++) {
            ticks += fields[i].matches("\\d{1,15}") ? Long.parseLong(fields[i]) : 0;
        }
        return ticks;
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(proc.resolve(file), StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
