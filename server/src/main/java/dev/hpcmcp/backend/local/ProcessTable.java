package dev.hpcmcp.backend.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which processes are alive. On Linux a process is known by the boot and the clock tick of its
 * start, from {@code /proc}; elsewhere by the second of its start. {@code runner.sh} writes births
 * in the same words.
 */
final class ProcessTable {
    private static final String BY_TIME = "epoch ";
    private static final Duration SAME_TIME = Duration.ofSeconds(10);

    /** In {@code /proc/PID/stat} after the name: the state, and the start in ticks since boot. */
    private static final int STATE = 0;

    private static final int START = 19;

    private final Path proc;

    ProcessTable() {
        this(Path.of("/proc"));
    }

    ProcessTable(Path proc) {
        this.proc = proc;
    }

    Identity self() {
        ProcessHandle self = ProcessHandle.current();
        String birth =
                born(self.pid())
                        .orElseGet(() ->
                                BY_TIME
                                        + self.info()
                                                .startInstant()
                                                .orElseGet(Instant::now)
                                                .getEpochSecond());
        return new Identity(self.pid(), birth);
    }

    boolean alive(Identity process) {
        if (process.birth().startsWith(BY_TIME)) {
            return aliveSince(process);
        }
        return born(process.pid()).filter(process.birth()::equals).isPresent();
    }

    private static boolean aliveSince(Identity process) {
        String seconds = process.birth().substring(BY_TIME.length());
        if (!seconds.matches("\\d{1,12}")) {
            return false;
        }
        Instant birth = Instant.ofEpochSecond(Long.parseLong(seconds));
        return ProcessHandle.of(process.pid())
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .filter(start -> Duration.between(birth, start).abs().compareTo(SAME_TIME) <= 0)
                .isPresent();
    }

    /**
     * Empty for a process that is not there, and for one that has died but was not yet collected.
     */
    private Optional<String> born(long pid) {
        try {
            String boot = read(proc.resolve("sys/kernel/random/boot_id")).strip();
            String stat = read(proc.resolve(Long.toString(pid)).resolve("stat"));
            List<String> fields =
                    Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            boolean dead = fields.get(STATE).equals("Z") || fields.get(STATE).equals("X");
            return dead ? Optional.empty() : Optional.of(boot + " " + fields.get(START));
        } catch (IOException | IndexOutOfBoundsException absent) {
            return Optional.empty();
        }
    }

    /**
     * Whether some process carries this token in its environment; always false without {@code
     * /proc}.
     */
    boolean anyMarked(String token) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (marked(process, token)) {
                    return true;
                }
            }
        } catch (IOException absent) {
            return false;
        }
        return false;
    }

    private static boolean marked(Path process, String token) {
        try {
            return read(process.resolve("environ")).contains(token);
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
